"""Runs of unknown origin: proven by nothing, likely by signs, doubtful by their shape alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import cli
from rundata_migrate.api import migrate_paths, migrate_source
from rundata_migrate.findings import Confidence, Finding

BY_HAND = "x = [m for m in run.data.metrics if m.key == k][0].value\n"
PROPOSAL = """\
run = mlflow.get_run("...")
tag_obj = [tag for tag in run.data.tags if tag.key == "mlflow.docker"][0]
metric_obj = [metric for metric in run.data.metrics if metric.key == "rmse"][0]
param_obj = [param for param in run.data.params if param.key == "alpha"][0]
print("Param key: %s, value: %s" % (param_obj.key, param_obj.value))
"""
ASSET = "def tags(asset):\n    return {t.key: t.value for t in asset.data.tags}\n"


def only(findings: tuple[Finding, ...]) -> Finding:
    [finding] = findings
    return finding


# -- a text that stands alone -------------------------------------------------------------------


def test_the_line_that_the_tool_is_made_for() -> None:
    result = migrate_source(BY_HAND)
    assert result.new_text == "x = run.data.metrics[k]\n"
    finding = only(result.findings)
    assert (finding.confidence, finding.signs) == (Confidence.LIKELY, ("it is called `run`",))


def test_the_proposal_without_its_import() -> None:
    result = migrate_source(PROPOSAL)
    assert 'param_obj = run.data.params["alpha"]\nprint("Param key: %s, value: %s" % ("alpha", param_obj))\n' in (
        result.new_text or ""
    )
    assert all(finding.fixed for finding in result.findings)


@pytest.mark.parametrize(
    "text, sign",
    [
        ("def f(best_run):\n    return [m.key for m in best_run.data.metrics]\n", "it is called `best_run`"),
        ("x = [p.key for r in runs for p in r.data.params]\n", "it is an element of `runs`"),
        ("for r in self.top_runs:\n    print([t.value for t in r.data.tags])\n", "it is an element of `top_runs`"),
        ("x = [p.value for p in runs[0].data.params]\n", "it is an element of `runs`"),
        ("x = [p.value for p in client.get_run(i).data.params]\n", "it is called `get_run`"),
        ("r = client.get_run(i)\nx = [p.value for p in r.data.params]\n", "it is what `get_run` gives"),
        ("def f(r):\n    print(r.info.run_id, [p.key for p in r.data.params])\n", "its `.info` is read"),
        (
            "def f(r):\n    d = r.data\n    print([p.key for p in d.params], r.data.tags)\n",
            "`.params` and `.tags` are read of it",
        ),
        ("def f(r):\n    return [m.timestamp for m in r.data.metrics]\n", "a metric's `.timestamp` is read"),
    ],
)
def test_each_sign(text: str, sign: str) -> None:
    finding = only(migrate_source(text).findings)
    assert (finding.confidence, finding.signs) == (Confidence.LIKELY, (sign,))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ASSET, id="no-sign"),
        pytest.param("def f(brunch):\n    return [m.key for m in brunch.data.metrics]\n", id="another-word"),
        pytest.param("class Run:\n    pass\n\n\n" + BY_HAND, id="own-run"),
        pytest.param("class Box:\n    def __init__(self):\n        self.data = None\n\n\n" + BY_HAND, id="own-data"),
        pytest.param("from simulation import execute\nrun = execute()\n" + BY_HAND, id="library"),
        pytest.param("import simulation as s\nrun = s.runs.get(1)\n" + BY_HAND, id="library-attribute"),
        pytest.param("def f(event):\n    return [t.timestamp for t in event.data.tags]\n", id="timestamp-of-a-tag"),
    ],
)
def test_what_is_doubtful_is_not_touched(text: str) -> None:
    result = migrate_source(text)
    assert result.new_text is None
    assert {finding.confidence for finding in result.findings} == {Confidence.DOUBTFUL}


def test_a_look_alike_is_no_site() -> None:
    result = migrate_source("import wandb\n" + BY_HAND)
    assert (result.new_text, result.findings) == (None, ())


@pytest.mark.parametrize("how", ["unsafe_fixes", "assume_mlflow"])
def test_what_is_doubtful_can_be_asked_for(how: str) -> None:
    result = migrate_source(ASSET, **{how: True})  # type: ignore[arg-type]
    assert result.new_text == "def tags(asset):\n    return dict(asset.data.tags)\n"
    assert only(result.findings).fixed


# -- projects -----------------------------------------------------------------------------------

TWO_SIGNS = "def f(run):\n    return run.info, [p.key for p in run.data.params]\n"
ONE_SIGN = "def f(run):\n    return [p.key for p in run.data.params]\n"


def made(folder: Path, **files: str) -> Path:
    (folder / "setup.cfg").touch()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "text, others, is_migrated",
    [
        pytest.param(ONE_SIGN, {"train": "import mlflow\n"}, False, id="one-sign"),
        pytest.param(TWO_SIGNS, {"train": "import mlflow\n"}, True, id="two-signs"),
        pytest.param("import mlflow\n" + ONE_SIGN, {}, True, id="imports-mlflow"),
        pytest.param("import mlflow\n" + ASSET, {}, False, id="shape-in-a-file-of-mlflow"),
        pytest.param("import b\n" + ONE_SIGN, {"b": "import mlflow\n"}, True, id="imports-one"),
        pytest.param(
            "from b import x\n" + ONE_SIGN, {"b": "from c import x\n", "c": "import mlflow\nx = 1\n"}, True, id="two"
        ),
        pytest.param(
            "import b\n" + ONE_SIGN,
            {"b": "import c\n", "c": "import d\n", "d": "import mlflow\n"},
            False,
            id="three",
        ),
        pytest.param(TWO_SIGNS, {"train": "import other\n"}, False, id="no-mlflow"),
        pytest.param(ASSET, {"train": "import mlflow\n"}, False, id="shape"),
    ],
)
def test_in_a_project(text: str, others: dict[str, str], is_migrated: bool, tmp_path: Path) -> None:
    folder = made(tmp_path, a=text, **others)
    for paths in ([folder], [folder / "a.py"]):
        result = migrate_paths(paths)
        changed = [file.path for file in result.files if file.path.endswith("a.py") and file.after is not None]
        assert bool(changed) is is_migrated
        assert result.summary.left == 0
        assert result.summary.doubtful == (0 if is_migrated else 1)


NEAR = "import mlflow\nfrom a import f\n\nprint(f(load()), mlflow.active_run().data.tags[0].key)\n"


def test_a_file_that_is_handed_something_by_one_of_mlflows(tmp_path: Path) -> None:
    result = migrate_paths([made(tmp_path, a=ONE_SIGN, main=NEAR)])
    [finding] = [one for one in result.findings if one.path.endswith("a.py")]
    assert (finding.confidence, finding.fixed) == (Confidence.LIKELY, True)


# -- what is said -------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = cli.main(arguments)
    return status, capsys.readouterr().out


def test_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path, a=ASSET)
    monkeypatch.chdir(tmp_path)
    line = "1 place only reads like MLflow's run data, where nothing speaks of MLflow: -v lists it, "
    status, out = run(capsys, "--check", ".")
    assert (status, out.splitlines()[-1].startswith(line), "a.py" in out) == (0, True, False)
    status, out = run(capsys, "--check", "-v", ".")
    assert (status, "[doubtful: --assume-mlflow]" in out) == (0, True)
    status, out = run(capsys, "--check", "--output-format", "json", ".")
    assert (status, '"confidence": "doubtful"' in out, '"doubtful": 1' in out) == (0, True, True)
    status, out = run(capsys, "--check", "--output-format", "github", ".")
    assert (status, "::error" in out) == (0, False)
    (tmp_path / "pyproject.toml").write_text("[tool.rundata-migrate]\nassume-mlflow = true\n")
    status, out = run(capsys, "--check", ".")
    assert (status, "[would be fixed]" in out) == (1, True)


def test_standard_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rundata_migrate", "-"]
    done = subprocess.run(command, input=BY_HAND, cwd=made(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "x = run.data.metrics[k]\n")
    assert "[fixed; likely: it is called `run`]" in done.stderr


def test_a_path_alone(tmp_path: Path) -> None:
    (tmp_path / "card.py").write_text(BY_HAND)
    (tmp_path / "other.py").write_text("x = 1\n")
    assert migrate_paths([tmp_path / "card.py"]).summary.fixed == 1
