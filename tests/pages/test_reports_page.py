"""docs/reports.md: what it tells people to type does what it says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from rundata_migrate import cli
from rundata_migrate.options import FORMATS, WITH_STATISTICS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?ms)^```(?:sh|yaml|groovy)\n(.*?)^```", PAGE)
COMMANDS = sorted({match[1] for block in BLOCKS for match in re.finditer(r"(rundata-migrate --[^'\n]+)", block)})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples" / "churn", tmp_path / "src")
    (tmp_path / "setup.cfg").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_is_a_command_for_each_format() -> None:
    named = {match[1] for command in COMMANDS if (match := re.search(r"--output-format (\w+)", command))}
    assert named == set(FORMATS) - {"text"}
    rows = re.findall(r"(?m)^\| `(\w+)` \|", PAGE)
    assert rows == list(FORMATS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in (project / "src").iterdir()}
    _, *arguments = shlex.split(command)
    assert cli.main(arguments) == 1
    out, err = capfd.readouterr()
    assert out
    assert err == ""
    assert {path: path.read_bytes() for path in (project / "src").iterdir()} == before
    if "--output-file" in arguments:
        written = Path(arguments[arguments.index("--output-file") + 1])
        assert written.stat().st_size > 500
        assert written.name in PAGE.replace(command, "") or written.suffix in (".html", ".md", ".json")


def test_what_it_says_of_json(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cli.main(["--check", ".", "--output-format", "json"])
    report = json.loads(capfd.readouterr().out)
    section = PAGE.split("## JSON")[1].split("## ")[0]
    for name in (*report, *report["findings"][0]):
        assert f"`{name}`" in section, name


def test_what_it_says_of_statistics(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert {name for name in FORMATS if name not in WITH_STATISTICS} == {"gitlab", "sarif", "junit"}
    cli.main(["--statistics", ".", "--output-format", "json"])
    for name in json.loads(capfd.readouterr().out)["statistics"]:
        assert f"`{name}`" in PAGE
