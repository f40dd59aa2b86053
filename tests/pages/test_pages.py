"""Pages for users: made from what they are about, and each command that they show is run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import consoles
import pytest

from rundata_migrate import config
from rundata_migrate.report import options

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
STARTED = (DOCS / "getting-started.md").read_text(encoding="utf-8")
PROGRAM = Path(sys.executable).with_name("rundata-migrate")
SET_UP = tuple(command for command, _ in consoles.steps(STARTED) if " -m venv " in command or "pip install" in command)


def toml_of(page: str) -> list[str]:
    return re.findall(r"(?s)```toml\n(.*?)```", page)


def test_the_page_of_options_is_made_from_the_table() -> None:
    remedy = "run: python -m rundata_migrate.report.options > docs/options.md"
    assert (DOCS / "options.md").read_text(encoding="utf-8") == options.page(), remedy


@pytest.mark.parametrize("page", ["options.md", "getting-started.md"])
def test_settings_that_are_shown_can_be_read(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = toml_of((DOCS / page).read_text(encoding="utf-8"))
    assert shown
    for text in shown:
        Path("pyproject.toml").write_text(text)
        loaded = config.load({}, config=["pyproject.toml"])
        assert loaded.per_file is not None
        assert loaded.exclude


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_as_the_page_says(tmp_path: Path) -> None:
    (line,) = re.findall(r"^eval .*$", (DOCS / "options.md").read_text(encoding="utf-8"), re.M)
    words = "rundata-migrate --show-se"
    asked = f'COMP_LINE="{words}"; COMP_POINT={len(words)}; COMP_TYPE=9; _python_argcomplete rundata-migrate'
    script = f'export PATH="{PROGRAM.parent}:$PATH"\n{line}\n{asked}\nprintf "%s" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "--norc", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("--show-settings", "")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A git repository with the examples in it, all committed."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".gitignore").write_text(".venv/\n")
    for settings in toml_of(STARTED):
        (tmp_path / "pyproject.toml").write_text(settings)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(tmp_path)]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *arguments], check=True)
    return tmp_path


@pytest.mark.mlflow  # a dozen processes
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_getting_started(project: Path) -> None:
    place = project / ".venv" / "bin" / "rundata-migrate"
    place.parent.mkdir(parents=True)
    place.symlink_to(PROGRAM)
    consoles.replay(STARTED, project, but=SET_UP)


@pytest.mark.mlflow
def test_setting_up(tmp_path: Path) -> None:
    assert len(SET_UP) == 2
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "rundata_migrate", tmp_path / "rundata_migrate")
    for command in SET_UP:
        subprocess.run(command, shell=True, cwd=tmp_path, check=True, capture_output=True)
    done = subprocess.run([".venv/bin/rundata-migrate", "--version"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.startswith(b"rundata-migrate ")
