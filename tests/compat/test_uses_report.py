"""``python -m rundata_compat report``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rundata_compat.__main__ import main

PLACE = {"version": 1, "file": "/a.py", "line": 3, "end_line": 3, "col": 4, "end_col": 9}
ROWS = [
    {**PLACE, "operation": "entity.value", "container": "metrics", "count": 1},
    {**PLACE, "line": 2, "col": None, "operation": "append", "container": "tags", "count": 2},
    {**PLACE, "operation": "entity.value", "container": "metrics", "count": 4},
    {**PLACE, "operation": "iter", "container": "metrics", "count": 9, "names": ["c"]},  # no list-style use
]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "uses.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


def test_sums_up_by_place(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(record)]) == 0
    first, second, total = capsys.readouterr().out.splitlines()
    assert first.startswith("/a.py:2: 2 times: run.data.tags.append() is the list style")
    assert second.startswith("/a.py:3:5: 5 times: '.value' of an element of run.data.metrics")
    assert total == "7 list-style uses at 2 places in 1 file"
    assert main(["report", str(record), str(record), "--check"]) == 1
    assert "14 list-style uses at 2 places" in capsys.readouterr().out


def test_json(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "json", str(record)]) == 0
    assert [row["count"] for row in json.loads(capsys.readouterr().out)] == [5, 2]


def test_nothing_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none.jsonl").touch()
    assert main(["report", "--check", str(tmp_path / "none.jsonl")]) == 0
    assert capsys.readouterr().out == "no list-style use of run data recorded\n"


@pytest.mark.parametrize(
    "content, said",
    [
        (b"{", "uses.jsonl:1: not a line of JSON"),
        (b"[]\n", "uses.jsonl:1: not a record of version 1"),
        (b'{"version": 2}\n', "uses.jsonl:1: not a record of version 1"),
        (b'{"version": 1}\n', "uses.jsonl:1: 'file' is missing"),
        (b"\xff\n", "uses.jsonl: not UTF-8"),
    ],
)
def test_broken_record(tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "uses.jsonl"
    path.write_bytes(content)
    assert main(["report", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_missing_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "no.jsonl")]) == 2
    assert capsys.readouterr().err.endswith("no.jsonl: No such file or directory\n")
