"""What docs/ci.md says, as a team does it: commands, YAML, the hooks by pre-commit itself, the action's steps."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "ci.md").read_text()
OLD = "import mlflow\n\nrun = mlflow.get_run('1')\nprint([t.key for t in run.data.tags])\n"
NEW = OLD.replace("[t.key for t in run.data.tags]", "list(run.data.tags)")
LEFT = "import mlflow\n\nprint(max(m.timestamp for m in mlflow.get_run('1').data.metrics))\n"

pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("git") is None, reason="needs bash and git")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, with the tool on the way of commands."""
    folder = tmp_path / "repository"
    (folder / "src").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "a")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    shell("git init --quiet")
    return folder


def shell(line: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOC, re.S | re.M)


COMMANDS = {
    "rundata-migrate --write-baseline --baseline rundata-baseline.jsonl .": 0,
    "rundata-migrate --check --baseline rundata-baseline.jsonl .": 0,
    "rundata-migrate --check --output-format junit --output-file rundata.xml .": 1,
    "rundata-migrate --check --exit-zero --output-format json .": 0,
    "rundata-migrate --check --quiet .": 1,
    "rundata-migrate --add-ignores src/": 0,
    "rundata-migrate --check src/": 0,
}
"""Every command of the page, in the order in which they are run, and its status."""


@pytest.mark.mlflow  # takes seconds: a run of the tool for each step
def test_every_command(repository: Path) -> None:
    assert sorted(COMMANDS) == sorted(line for block in blocks("sh") for line in block.splitlines())
    Path("src/a.py").write_text(OLD)
    Path("src/b.py").write_text(LEFT)
    for command, status in COMMANDS.items():
        done = shell(command)
        assert (command, done.returncode, done.stderr) == (command, status, "")
    assert "# rundata: ignore[RD401]" in Path("src/b.py").read_text()


def test_the_settings_and_the_merge_driver(repository: Path) -> None:
    Path("src/b.py").write_text(LEFT)
    Path("pyproject.toml").write_text(blocks("toml")[0])
    Path(".gitattributes").write_text(blocks("gitattributes")[0])
    assert shell("rundata-migrate --write-baseline").returncode == 0
    assert shell("rundata-migrate --check; cd src; rundata-migrate --check b.py").returncode == 0
    checked = shell("git check-attr merge rundata-baseline.jsonl").stdout
    assert checked == "rundata-baseline.jsonl: merge: union\n"


@pytest.mark.parametrize(
    ("begin", "schema"),
    [
        ("# .github/workflows", "vendor.github-workflows"),
        ("# .gitlab-ci.yml", "vendor.gitlab-ci"),
        ("action.yml", "vendor.github-actions"),
    ],
)
def test_the_yaml_meets_the_official_schemas(tmp_path: Path, begin: str, schema: str) -> None:
    path = ROOT / begin
    if begin.startswith("#"):
        (text,) = (block for block in blocks("yaml") if block.startswith(begin))
        path = tmp_path / "ci.yml"
        path.write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.mlflow  # takes seconds: a run of the tool for each step
def test_the_script_of_gitlab(repository: Path) -> None:
    (text,) = (block for block in blocks("yaml") if block.startswith("# .gitlab"))
    Path("src/b.py").write_text(LEFT)
    shell("rundata-migrate --write-baseline --baseline rundata-baseline.jsonl .")
    for line in yaml.safe_load(text)["rundata-migrate"]["script"]:
        assert shell(line).returncode == 0
    assert json.loads(Path("rundata.json").read_text()) == []
    Path("src/a.py").write_text(OLD)
    assert shell(line).returncode == 1
    assert [one["check_name"] for one in json.loads(Path("rundata.json").read_text())] == ["RD202"]


# -- the action


def step(name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub does, with the tool where its first step would put it."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    (found,) = (one for one in action["runs"]["steps"] if one["name"] == name)
    values = {key: one["default"] for key, one in action["inputs"].items()} | inputs
    environment = {}
    for key, value in found["env"].items():
        match = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
        assert match is not None
        environment[key] = values[match[1].replace("_", "-")]
    place = Path("runner/rundata-migrate/bin")
    place.mkdir(parents=True, exist_ok=True)
    if not (place / "rundata-migrate").exists():
        (place / "rundata-migrate").symlink_to(Path(sys.executable).parent / "rundata-migrate")
    environment |= {**os.environ, "RUNNER_TEMP": "runner"}
    return shell(f"set -eo pipefail\n{found['run']}", env=environment)


@pytest.mark.mlflow  # takes seconds: a run of the tool for each step
def test_the_action_annotates_and_fails(repository: Path) -> None:
    Path("src/a.py").write_text(LEFT)
    Path("src/b c.py").write_text(LEFT)
    done = step("Check", paths="src/a.py")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=src/a.py,line=3,col=")
    done = step("Write the SARIF report", **{"sarif-file": "rundata.sarif", "paths": "src/a.py"})
    assert (done.returncode, done.stderr) == (0, "")
    (sarif,) = json.loads(Path("rundata.sarif").read_text())["runs"]
    assert [one["ruleId"] for one in sarif["results"]] == ["RD401"]
    shell("rundata-migrate --write-baseline --baseline known.jsonl .")
    done = step("Check", arguments="--baseline known.jsonl --quiet", paths="src/a.py src")
    assert (done.returncode, "::error" in done.stdout) == (0, False)


# -- pre-commit


def hooks() -> list[dict[str, object]]:
    """The hooks of the manifest, run where the tool is installed already: nothing is fetched."""
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in manifest] == ["rundata-migrate", "rundata-migrate-check"]
    return [hook | {"language": "system"} for hook in manifest]


def commit(hook: str) -> tuple[int, str]:
    """Commit everything with a hook of ours; status and what was said."""
    config = {"repos": [{"repo": "local", "hooks": [one for one in hooks() if one["id"] == hook]}]}
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    done = shell("pre-commit install >/dev/null && git add . && git commit --quiet -m change")
    return done.returncode, done.stdout + done.stderr


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.mlflow
def test_the_hook_that_writes(repository: Path) -> None:
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\nexclude = ['src/vendored/']\n")
    Path("src/vendored").mkdir()
    Path("src/vendored/a.py").write_text(OLD)
    Path("src/a.py").write_text(OLD)
    Path("src/other.txt").write_text(OLD)
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": [], "source": OLD}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    Path("src/notebook.ipynb").write_text(json.dumps(notebook, indent=1) + "\n")
    pages = {"README.md": "```python\n{}```\n", "docs.rst": ".. code-block:: python\n\n    {}\n", "page.mdx": "{}"}
    code, now = ("".join(f"{line}\n" for line in text.splitlines() if line) for text in (OLD, NEW))
    for name, page in pages.items():
        Path(name).write_text(page.format(code.replace("\n", "\n    ") if name == "docs.rst" else code))
    status, said = commit("rundata-migrate")
    assert status == 1
    for name, page in pages.items():
        is_prose = name != "page.mdx"  # which the hook does not ask for
        assert (f"{name}:" in said) is is_prose
        text = now if is_prose else code
        assert Path(name).read_text() == page.format(text.replace("\n", "\n    ") if name == "docs.rst" else text)
    assert "files were modified by this hook" in said
    assert "src/a.py:4:7: RD202 keys are read from the dict now [fixed]" in said
    assert "vendored" not in said
    assert "notebook.ipynb" in said
    assert "list(run.data.tags)" in Path("src/notebook.ipynb").read_text()
    assert Path("src/a.py").read_text() == NEW
    assert Path("src/vendored/a.py").read_text() == OLD
    status, said = commit("rundata-migrate")
    assert (status, "Passed" in said) == (0, True)
    # a file that is not part of the commit stays, and is no reason to fail
    Path("src/a.py").write_text(NEW + "x = 1\n")
    Path("src/c.py").write_text(OLD)
    shell("git add src/a.py")
    assert shell("git commit --quiet -m part").returncode == 0
    assert Path("src/c.py").read_text() == OLD


@pytest.mark.mlflow
def test_the_hook_that_checks(repository: Path) -> None:
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\nbaseline = 'known.jsonl'\nexclude = ['vendored']\n")
    Path("vendored").mkdir()
    Path("vendored/a.py").write_text(OLD)
    Path("src/b.py").write_text(LEFT)
    shell("rundata-migrate --write-baseline")
    status, said = commit("rundata-migrate-check")
    assert (status, "Passed" in said) == (0, True)
    Path("src/a.py").write_text(OLD)
    status, said = commit("rundata-migrate-check")
    assert status == 1
    assert "src/a.py:4:7: RD202 keys are read from the dict now [would be fixed]" in said
    assert Path("src/a.py").read_text() == OLD
    shell("rundata-migrate src/a.py")
    assert commit("rundata-migrate-check")[0] == 0
