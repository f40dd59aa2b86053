"""What is known, what is new and what is gone, as a person would say it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from rundata_migrate.baseline import Baseline, Entry
from rundata_migrate.findings import Confidence, Finding, Place, Safety
from rundata_migrate.fingerprints import normalised
from rundata_migrate.project.results import FileResult
from rundata_migrate.ratchet import Compared, Looked, compare

F = "def f(run):\n    return run.data.tags\n"
G = "def g(run):\n    return run.data.tags\n"
TOP = "print(run.data.tags)\n"


def result(path: str, text: str, **changes: object) -> FileResult:
    """A result with a finding on every ``run.data.x`` of a text."""
    findings = []
    for match in re.finditer(r"run\.data\.\w+", text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        place = Place(line, column, line, column + len(match[0]))
        findings.append(Finding(path, place, "RD301", Safety.MANUAL, "m", **changes))  # type: ignore[arg-type]
    return FileResult(path, tuple(findings), before=text.encode())


class World:
    """Files in a folder, and the baseline of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = Baseline(str(folder / "known"))

    def put(self, **texts: str | None) -> None:
        """Files to be written; None: to be deleted."""
        for name, text in texts.items():
            path = self.folder / f"{name}.py"
            if text is None:
                path.unlink()
            else:
                path.write_text(text)

    def look(self, *only: str, **more: object) -> Compared:
        paths = [path for path in sorted(self.folder.glob("*.py")) if not only or path.stem in only]
        results = [result(str(path), path.read_text()) for path in paths]
        roots = [str(self.folder / f"{name}.py") for name in only] or [str(self.folder)]
        return compare(self.known, results, Looked({str(path) for path in paths}, roots, **more))  # type: ignore[arg-type]

    def keep(self) -> None:
        self.known = Baseline(self.known.path, self.look().entries)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def told(compared: Compared) -> tuple[int, int, int]:
    """How many are known, new and gone."""
    known = sum(len(one.known) for one in compared.results)
    assert compared.new == sum(len(one.findings) for one in compared.results)
    return known, compared.new, sum(compared.gone.values())


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # the same, and laid out anew
        ({"a": F}, {"a": F}, (1, 0, 0)),
        ({"a": F}, {"a": "import os\n\n\n" + F.replace("tags", "tags  # why")}, (1, 0, 0)),
        # one more in the same function, in another one, in another file
        ({"a": F}, {"a": F + "    run.data.tags\n"}, (1, 1, 0)),
        ({"a": F}, {"a": F + "    run.data.params\n"}, (1, 1, 0)),
        ({"a": F}, {"a": F + G}, (1, 1, 0)),
        ({"a": F}, {"b": F}, (1, 1, 0)),
        # fixed, in part or all; its file deleted
        ({"a": F + G}, {"a": F + "def g(run): pass\n"}, (1, 0, 1)),
        ({"a": F, "b": G}, {"a": None}, (1, 0, 1)),
        ({"a": F}, {"a": "x = 1\n"}, (0, 0, 1)),
        # a function moves to another file, into a class, gets another name
        ({"a": F, "b": "x = 1\n"}, {"a": "x = 1\n", "b": F}, (1, 0, 0)),
        ({"a": F, "b": G}, {"a": "x = 1\n", "b": G + F}, (2, 0, 0)),
        ({"a": F}, {"a": "class C:\n" + re.sub("(?m)^", "    ", F)}, (1, 0, 0)),
        ({"a": F}, {"a": "x = 1\n", "b": "class C:\n" + re.sub("(?m)^", "    ", F)}, (1, 0, 0)),
        ({"a": F}, {"a": G}, (1, 0, 0)),
        # it is copied: the copy is new. It goes into two files: nobody knows which is the old one
        ({"a": F}, {"a": F, "b": F}, (1, 1, 0)),
        ({"a": F}, {"a": "x = 1\n", "b": F, "c": F}, (0, 2, 1)),
        # what stands in no function goes with its file alone
        ({"a": TOP}, {"a": "x = 1\n", "b": TOP}, (0, 1, 1)),
        ({"a": TOP}, {"a": None, "b": TOP}, (1, 0, 0)),
        # files are renamed: one, several that look alike, one into two
        ({"a": F + G + TOP}, {"a": None, "b": F + G + TOP}, (3, 0, 0)),
        ({"a": F + TOP, "b": TOP + G}, {"a": None, "b": None, "c": F + TOP, "d": TOP + G}, (4, 0, 0)),
        ({"a": F + TOP}, {"a": None, "b": F, "c": TOP}, (1, 1, 1)),
        ({"a": F + TOP}, {"a": None, "b": F + TOP + TOP}, (2, 1, 0)),
        # a file that has entries of its own is not the new name of another
        ({"a": TOP, "b": F}, {"a": None, "b": F + TOP}, (1, 1, 1)),
    ],
)
def test_what_a_person_would_say(
    world: World, before: dict[str, str], after: dict[str, str | None], expected: tuple[int, int, int]
) -> None:
    world.put(**before)
    world.keep()
    world.put(**after)
    assert told(world.look()) == expected
    world.keep()
    assert told(world.look()) == (expected[0] + expected[1], 0, 0)


def test_the_last_of_several_alike_is_the_new_one(world: World) -> None:
    world.put(a=F)
    world.keep()
    world.put(a=F + "    run.data.tags\n")
    (one,) = world.look().results
    assert [finding.place.line for finding in one.findings] == [3]


def test_renamed_with_its_folder(tmp_path: Path) -> None:
    """Two files of the same content: the name says which is which."""
    entries = Counter(Entry(f"old/{name}.py", "f", "RD301", "run.data.tags") for name in "ab")
    known = Baseline(str(tmp_path / "known"), entries)
    (tmp_path / "new").mkdir()
    results = []
    for name in "ab":
        (tmp_path / "new" / f"{name}.py").write_text(F)
        results.append(result(str(tmp_path / "new" / f"{name}.py"), F))
    compared = compare(known, results, Looked({one.path for one in results}, [str(tmp_path)]))
    assert told(compared) == (2, 0, 0)
    assert [entry.file for entry in compared.entries] == ["new/a.py", "new/b.py"]


def test_what_was_not_looked_at_is_neither_gone_nor_lost(world: World) -> None:
    world.put(a=F, b=G, c=TOP)
    world.keep()
    world.put(a="x = 1\n", b="x = 1\n")
    compared = world.look("a")
    assert told(compared) == (0, 0, 1)
    assert {entry.file for entry in compared.entries} == {"b.py", "c.py"}
    world.put(b=None)
    assert told(world.look("a")) == (0, 0, 1)  # a file that is deleted, but that nobody asked about
    assert told(world.look()) == (1, 0, 2)


def test_a_file_that_was_renamed_is_known_where_it_alone_is_asked_for(world: World) -> None:
    world.put(a=F + TOP, b=G)
    world.keep()
    world.put(a=None, c=F + TOP)
    compared = world.look("c")
    assert told(compared) == (2, 0, 0)
    assert sorted({entry.file for entry in compared.entries}) == ["b.py", "c.py"]


def test_rules_that_were_not_asked_for_are_neither_gone_nor_lost(world: World) -> None:
    world.put(a=F)
    world.known.entries[Entry("a.py", "f", "RD101", "x")] = 2
    compared = world.look(disabled_in=lambda path: {"RD101"})
    assert told(compared) == (0, 1, 0)
    assert compared.entries[Entry("a.py", "f", "RD101", "x")] == 2
    assert told(world.look()) == (0, 1, 2)


@pytest.mark.parametrize("rule", ["RD900", "RD906"])
def test_a_file_with_an_error_was_not_looked_at(world: World, rule: str) -> None:
    world.put(a=F)
    world.keep()
    path = str(world.folder / "a.py")
    failed = FileResult(path, (Finding(path, Place(1, 1, 1, 1), rule, Safety.MANUAL, "m", error=True),), before=b"f(")
    compared = compare(world.known, [failed], Looked({path}, [path]))
    assert compared.results == (failed,)
    assert (compared.new, compared.gone) == (0, {})
    assert compared.entries == world.known.entries


def test_what_decides_nothing_and_what_was_fixed_is_no_site(tmp_path: Path) -> None:
    known = Baseline(str(tmp_path / "known"))
    path = str(tmp_path / "a.py")
    doubtful = result(path, F, confidence=Confidence.DOUBTFUL)
    fixed = result(path, F, fixed=True)
    for one, writes, new in ((doubtful, False, 0), (fixed, True, 0), (fixed, False, 1)):
        compared = compare(known, [one], Looked({path}, [path], writes=writes))
        assert (compared.new, sum(compared.entries.values())) == (new, new)


def test_what_only_reads_like_a_site_now_is_known_still(tmp_path: Path) -> None:
    """An import is broken, and mended later: nothing is gone, and nothing is new."""
    path, moved = str(tmp_path / "a.py"), str(tmp_path / "b.py")
    entries = Counter(
        {Entry("a.py", "f", "RD301", "run.data.tags"): 1, Entry("a.py", "g", "RD301", "run.data.tags"): 1}
    )
    known = Baseline(str(tmp_path / "known"), entries)
    doubtful = result(path, F, confidence=Confidence.DOUBTFUL)
    compared = compare(known, [doubtful], Looked({path}, [str(tmp_path)]))
    assert told(compared) == (1, 0, 1)
    assert list(compared.entries) == [Entry("a.py", "f", "RD301", "run.data.tags")]
    renamed = result(moved, F + G, confidence=Confidence.DOUBTFUL)
    compared = compare(known, [renamed], Looked({moved}, [str(tmp_path)]))
    assert told(compared) == (2, 0, 0)
    assert {entry.file for entry in compared.entries} == {"b.py"}
    # what is a site for sure goes first
    (tmp_path / "a.py").write_text(G)
    compared = compare(known, [result(path, G), renamed], Looked({path, moved}, [str(tmp_path)]))
    assert [(len(one.known), len(one.findings)) for one in compared.results] == [(1, 0), (1, 1)]
    assert (compared.new, compared.gone) == (0, {})


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("[m for m in run.data.metrics # x\n  if m . key ==\n 'auc'\n ][0].value", None),
        ('[m for m in run.data.metrics if m.key == "auc"][0].value', None),
        ('[m for m in\trun.data.metrics\r\nif m.key == "auc"] \\\n [0].value', None),
        ("f(a, [b, c,],)", "f(a, [b, c])"),
        ("m.key for m in\n    C", "m.key for m in C"),
        ("for m in (C):\n    pass", "for m in (C): pass"),
        ("f'{ a }{b!r:>{w}}' 'it''s'", 'f"{ a }{b!r:>{w}}" "it" "s"'),
        ("f\"{a['x']} {{\" % 'a\"b'", "f\"{a['x']} {{\" % 'a\"b'"),
        ("f('unclosed\n  x", "f('unclosed x"),
    ],
)
def test_normalised_code(code: str, expected: str | None) -> None:
    assert normalised(code) == (expected or '[m for m in run.data.metrics if m.key == "auc"][0].value')
