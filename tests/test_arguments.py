from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import rules
from rundata_migrate.arguments import UsageError, parse, parser
from rundata_migrate.options import GROUPS, ROWS, SETTABLE, Kind, Options

PROGRAM = Path(sys.executable).with_name("rundata-migrate")


def help_text(monkeypatch: pytest.MonkeyPatch, columns: int) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    return parser().format_help()


@pytest.mark.parametrize("columns", [80, 100])
def test_help_fits_a_screen_and_a_half(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    lines = help_text(monkeypatch, columns).splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= columns
    assert lines[0] == "usage: rundata-migrate [OPTIONS] PATH ..."


def test_help_names_each_option_once_under_its_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    text = help_text(monkeypatch, 100)
    for name, row in ROWS.items():
        assert row.group in GROUPS
        _, _, below = text.partition(f"\n{row.group}:\n")
        own = f"--{name.replace('_', '-')}"
        lines = below.partition("\n\n")[0].splitlines()
        assert [line for line in lines if own in line.replace(",", " ").split()[:3]], name
    assert "--no-diff" not in text
    assert "examples:" in text


def test_every_row_makes_sense() -> None:
    for name, row in ROWS.items():
        default = getattr(Options, name)
        assert bool(row.choices) is (row.kind is Kind.CHOICE)
        assert not row.choices or default in row.choices
        assert isinstance(default, bool) is (row.kind in (Kind.SWITCH, Kind.FLAG))
        assert isinstance(default, tuple) is (row.kind in (Kind.RULES, Kind.PATTERNS, Kind.FILES, Kind.MAPPING))
        assert not row.help.endswith(".")
    assert "explain_sites" not in SETTABLE


@pytest.mark.parametrize(
    "arguments, expected",
    [
        ([], ([], {})),
        (["-qj2", "a"], (["a"], {"quiet": True, "jobs": 2})),
        (["--no-diff", "--diff", "--check", "--no-check"], ([], {"diff": True, "check": False})),
        (["--jobs", "auto", "-"], (["-"], {"jobs": 0})),
        (["--select", "RD1, RD2", "--select=RD3", "a"], (["a"], {"select": ["RD1", "RD2", "RD3"]})),
        (["--evidence", "a", "b", "--evidence", "c", "d"], (["b", "d"], {"evidence": ["a", "c"]})),
        (["--per-file-ignores", "a:RD1,c:b:RD2"], ([], {"per_file_ignores": [("a", ["RD1"]), ("c:b", ["RD2"])]})),
        (["a", "--", "--check"], (["a", "--check"], {})),
        (["--check", "--", "--check", "-x.py", "--"], (["--check", "-x.py", "--"], {"check": True})),
        (["--config", "a", "b", "--config", "c = 1"], (["b"], {"config": ["a", "c = 1"]})),
    ],
)
def test_arguments(arguments: list[str], expected: tuple[list[str], dict[str, object]]) -> None:
    assert parse(arguments) == expected


@pytest.mark.parametrize(
    "arguments", [["--ver"], ["--jobs"], ["--per-file-ignores", ":RD1"], ["--no-rules"], ["-x"], ["--select", ","]]
)
def test_what_nobody_knows_is_one_line(arguments: list[str]) -> None:
    with pytest.raises(UsageError, match=r"^[^\n]* \(see --help\)\Z"):
        parse(arguments)


@pytest.mark.parametrize(
    "argument, meant",
    [
        ("--chekc", "--check"),
        ("--unsafe", "--unsafe-fixes"),
        ("--unsafe-fix", "--unsafe-fixes"),
        ("--baselin=x", "--baseline"),
        ("-x", None),
    ],
)
def test_what_was_mistyped_is_said(argument: str, meant: str | None) -> None:
    with pytest.raises(UsageError) as raised:
        parse(["a", argument])
    said = f"; did you mean {meant}?" if meant else ""
    assert str(raised.value) == f"unrecognized arguments: {argument}{said} (see --help)"


@pytest.mark.parametrize(
    "line, expected",
    [
        ("rundata-migrate --per", {"--per-file-ignores"}),
        ("rundata-migrate --outp", {"--output-format"}),
        ("rundata-migrate --color ", {"auto", "always", "never"}),
        ("rundata-migrate --check --explain RD10", {code for code in rules.CODES if code.startswith("RD10")}),
        ("rundata-migrate --check a", {"a.py", "a_folder/"}),
    ],
)
def test_the_shell_completes(tmp_path: Path, line: str, expected: set[str]) -> None:
    (tmp_path / "a.py").touch()
    (tmp_path / "a_folder").mkdir()
    answer = tmp_path / "the answer"
    variables = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "_ARGCOMPLETE_COMP_WORDBREAKS": "",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    subprocess.run([PROGRAM], cwd=tmp_path, env={**os.environ, **variables}, check=True, timeout=60)
    found = {one.strip() for one in answer.read_text().split("\n")}
    assert {one for one in found if not one.startswith("--output-file")} == expected
