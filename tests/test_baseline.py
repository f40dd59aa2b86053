"""The form of the baseline, and what it takes for one."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from rundata_migrate import baseline
from rundata_migrate.baseline import BaselineError, Entry

HEADER = '{"rundata-migrate": "baseline", "version": 1}\n'
ONE = Entry("a.py", "Report.rows", "RD101", '[m for m in run.data.metrics if m.key == "\u00e9"][0].value')
TWO = Entry("b/c.py", "<module>", "RD301", "run.data.tags")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "known.jsonl"


def line(**changes: object) -> str:
    return json.dumps({"file": "a.py", "in": "f", "rule": "RD101", "code": "x", "count": 1} | changes) + "\n"


def test_what_is_written_is_read(path: Path) -> None:
    entries = Counter({TWO: 3, ONE: 1})
    assert baseline.save(baseline.load(str(path), may_be_new=True), entries)
    found = baseline.load(str(path))
    assert found.entries == entries
    lines = path.read_text().splitlines(keepends=True)
    assert lines[0] == HEADER
    assert [json.loads(one)["file"] for one in lines[1:]] == ["a.py", "b/c.py"]
    assert not baseline.save(found, entries)


def test_a_mark_line_ends_of_windows_and_absolute_names_are_read(path: Path) -> None:
    baseline.save(
        baseline.Baseline(str(path)),
        Counter({Entry("a.py", "f", "RD101", "x"): 1, Entry("b/c.py", "f", "RD101", "x"): 2}),
    )
    expected = baseline.load(str(path)).entries
    text = path.read_text().replace("\n", "\r\n").replace('"b/c.py"', json.dumps(str(path.parent / "b" / "c.py")))
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert baseline.load(str(path)).entries == expected


def test_an_empty_one_says_what_it_is(path: Path) -> None:
    baseline.save(baseline.load(str(path), may_be_new=True), Counter())
    assert path.read_text() == HEADER
    assert baseline.load(str(path)).entries == {}


def test_of_lines_that_a_union_kept_the_larger_counts(path: Path) -> None:
    path.write_text(HEADER + line(count=2) + "\n" + line(count=3) + line(count=1))
    assert baseline.load(str(path)).entries == {Entry("a.py", "f", "RD101", "x"): 3}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "1: not a line of JSON"),
        (b"[]\n", "1: not a baseline of rundata-migrate"),
        (b'{"version": 1}\n', "1: not a baseline of rundata-migrate"),
        (b'{"rundata-migrate": "baseline", "version": 2}\n', "1: version 2 of the form, where this release knows 1"),
        (b"\xff\xfe", "1: not valid UTF-8"),
        (HEADER.encode() + b"\n\xe9\n", "3: not valid UTF-8"),
        (HEADER.encode() + b"<<<<<<< HEAD\n", "2: a conflict of a merge is left"),
        ((HEADER + line() + "=======\n").encode(), "3: a conflict of a merge is left"),
        ((HEADER + line() + ">>>>>>> other\n").encode(), "3: a conflict of a merge is left"),
        ((HEADER + line()[:20]).encode(), "2: not a line of JSON"),
        ((HEADER + "[" * 100_000).encode(), "2: not a line of JSON"),
        ((HEADER + "1\n").encode(), "2: an entry has file, in, rule, code, count"),
        ((HEADER + line(more=1)).encode(), "2: an entry has file, in, rule, code, count"),
        ((HEADER + line(count="1")).encode(), "2: count is not a number"),
        ((HEADER + line(count=True)).encode(), "2: count is not a number"),
        ((HEADER + line(count=0)).encode(), "2: count is less than 1"),
        ((HEADER + line(file=None)).encode(), "2: file is not text"),
    ],
)
def test_one_that_is_corrupt_is_an_error_with_its_line(path: Path, data: bytes, told: str) -> None:
    path.write_bytes(data)
    for may_be_new in (False, True):
        with pytest.raises(BaselineError) as raised:
            baseline.load(str(path), may_be_new=may_be_new)
        assert str(raised.value).startswith(f"{path}:{told}; ")
        assert "\n" not in str(raised.value)
    assert path.read_bytes() == data


def test_one_that_is_missing_is_an_error_but_where_it_is_to_be_made(path: Path) -> None:
    with pytest.raises(BaselineError, match=r"No such file or directory \(--write-baseline makes it\)"):
        baseline.load(str(path))
    assert baseline.load(str(path), may_be_new=True).entries == {}
    with pytest.raises(BaselineError, match="No such file"):
        baseline.load(str(path / "no" / "folder"), may_be_new=True)
    with pytest.raises(BaselineError, match="directory"):
        baseline.load(str(path.parent), may_be_new=True)


def test_one_that_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    path.write_text(HEADER)
    found = baseline.load(str(path))
    path.write_text(HEADER + line())
    with pytest.raises(BaselineError, match="not written: the file changed"):
        baseline.save(found, Counter({ONE: 1}))
    assert path.read_text() == HEADER + line()


def test_files_are_named_from_the_folder_of_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    found = baseline.Baseline(str(tmp_path / "sub" / "known.jsonl"))
    monkeypatch.chdir(tmp_path / "sub")
    assert [found.name_of(one) for one in ("a.py", "../b.py", str(tmp_path / "sub" / "c" / "d.py"))] == [
        "a.py",
        "../b.py",
        "c/d.py",
    ]
    assert found.path_of("../b.py") == str(tmp_path / "b.py")
