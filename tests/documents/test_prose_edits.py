"""Random prose, random edits of its examples: the prose comes out with the new examples, and nothing else differs."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

import pytest
from corpus import PROGRAMS, Case
from hypothesis import given, settings
from hypothesis import strategies as st

from rundata_migrate.documents import docstrings, open_document, python
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.documents.prose import Prose
from rundata_migrate.engine.parsing import compiles
from rundata_migrate.findings import Edit, EngineOptions
from rundata_migrate.project.work import migrate_bytes

STATEMENTS = [
    "a = 1",
    "b(a)",
    "for c in b:\n    c()",
    "def d():\n    e = (1,\n         2)\n\n    return e",
    "é = 'ü'",
    "@f\ndef g(): ...",
]


@dataclass(frozen=True)
class Form:
    """How prose shows code."""

    before: str
    margin: str
    after: str
    prompts: bool = False

    def shown(self, statements: list[str]) -> str:
        rows = []
        for statement in statements:
            for number, row in enumerate(statement.split("\n")):
                lead = self.margin + (">>> " if not number else "... ") * self.prompts
                rows.append((lead + row if row else lead.rstrip()) + "\n")
        return self.before + "".join(rows) + self.after


MARKDOWN = [
    Form("```python\n", "", "```\n"),
    Form("- one\n\n  ```py title='x'\n", "  ", "  ```\n- two\n"),
    Form("> ~~~python3\n", "> ", "> ~~~\n"),
    Form("> 1. ```{.python}\n", ">    ", ">    ```\n"),
    Form('=== "Tab"\n\n    ```python\n', "    ", "    ```\n"),
    Form("```pycon\n", "", "1\n```\n", prompts=True),
    Form("> ```pycon\n", "> ", "> 1\n> ```\n", prompts=True),
    Form("Text\n\n", "  ", "  1\n", prompts=True),
]
RST = [
    Form(".. code-block:: python\n   :linenos:\n\n", "   ", "\nMore\n"),
    Form(".. note::\n\n   Text::\n\n", "      ", "\n"),
    Form("Text:\n\n", "  ", "  1\n", prompts=True),
    Form(".. testcode::\n\n", "  ", "\n"),
]
PROSE = [
    "",
    "# é heading\n",
    "Text that speaks of `a = 1`.\n",
    "```bash\na = 1\n```\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
]


@dataclass
class Written:
    """A document before and after, and which statements of its examples become which."""

    before: str = ""
    after: str = ""
    changes: list[tuple[str, list[str]]] = field(default_factory=list)


@st.composite
def written(draw: st.DrawFn, forms: list[Form], prose: list[str]) -> Written:
    found = Written()
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(prose)) + "\n"
        form = draw(st.sampled_from(forms))
        old = draw(st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=4))
        new = [[one] if draw(st.booleans()) else draw(st.lists(st.sampled_from(STATEMENTS), max_size=2)) for one in old]
        if not any(new):  # an example with nothing in it is none, and what it printed stays
            new[0] = [old[0]]
        found.changes += zip(old, new, strict=True)
        found.before += text + form.shown(old) + "\n"
        found.after += text + form.shown([one for some in new for one in some]) + "\n"
    return found


def edits_of(program: str, changes: list[tuple[str, list[str]]]) -> list[Edit]:
    """The edits of the program that the changes are."""
    edits = []
    at = 0
    for old, new in changes:
        start = program.index(old + "\n", at)
        at = start + len(old) + 1
        if new[:1] == [old]:
            edits += [Edit(at, at, "".join(one + "\n" for one in new[1:]))] if new[1:] else []
        elif new[-1:] == [old]:
            edits.append(Edit(start, start, "".join(one + "\n" for one in new[:-1])))
        elif new and len(old) % 2:  # without the line's end
            edits.append(Edit(start, at - 1, "\n".join(new)))
        else:
            edits.append(Edit(start, at, "".join(one + "\n" for one in new)))
    return edits


def check(name: str, text: Written) -> None:
    document = open_document(name, text.before.encode())
    edits = edits_of(document.text, text.changes)
    assert document.apply([]) == text.before.encode()
    assert document.apply(edits).decode() == text.after
    assert isinstance(document, Prose)
    lines = document.text.removesuffix("\n# >>>\n").splitlines()
    shown = [" " * len(line) for line in lines]
    for program in document.programs:
        assert document.text.count("\n", 0, program.start) == program.lines
        for at, line in enumerate(program.text.removesuffix("\n# >>>\n").splitlines(), program.lines):
            assert line in (lines[at], " " * len(lines[at]))
            shown[at] = line if line.strip() else shown[at]
    assert shown == lines
    assert document.changed(text.after.encode()).text == apply_edits(document.text, edits)


@settings(deadline=None)
@given(written(MARKDOWN, PROSE))
def test_markdown(text: Written) -> None:
    check("page.md", text)


@settings(deadline=None)
@given(written(RST, ["", "Text\n====\n", "Text of ``a = 1``.\n", ".. a = 1\n", "==== ====\na    b\n==== ====\n"]))
def test_restructured_text(text: Written) -> None:
    check("page.rst", text)


@settings(deadline=None)
@given(written([form for form in MARKDOWN if ">" not in form.margin] + RST, [""]), st.sampled_from(["\n", "\r\n"]))
def test_docstrings(text: Written, end: str) -> None:
    begin = 'def f():\n    """Metrics of run.data.metrics, é.\n\n'

    def in_file(example: str) -> str:
        rows = example.split("\n")
        return (begin + "\n".join("    " + row if row else "" for row in rows) + '    """\n').replace("\n", end)

    file = python.decode(in_file(text.before).encode())
    (example,) = docstrings.read(file)
    edits = edits_of(example.text.replace("\r\n", "\n"), text.changes)
    breaks = (
        [at for at, character in enumerate(example.text.replace("\r\n", "\n")) if character == "\n"]
        if end != "\n"
        else []
    )
    edits = [
        Edit(*(at + sum(one < at for one in breaks) for at in (edit.start, edit.end)), edit.text.replace("\n", end))
        for edit in edits
    ]
    assert file.apply(example.in_file(edits)).decode() == in_file(text.after)


# -- old programs as prose -------------------------------------------------------------------------


def as_prose(code: str, prompts: bool) -> list[str]:
    """A program's statements in blocks: at prompts, or in fences of a list."""
    rows = code.split("\n")
    written = ["# Page"]
    for number, node in enumerate(ast.parse(code).body):
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        form = Form("", "", "", prompts=True) if prompts else Form("- item\n\n  ```python\n", "  ", "  ```\n")
        if number % 3 == 0:
            written += ["", f"Text {number}.", ""]
        written += form.shown(["\n".join(rows[first - 1 : node.end_lineno])]).splitlines()
    return written


@pytest.mark.parametrize("prompts", [False, True])
@pytest.mark.parametrize("program", list(PROGRAMS.values())[::12], ids=list(PROGRAMS)[::12])
def test_programs_in_prose(program: Case, prompts: bool) -> None:
    before = as_prose(program.text(), prompts)
    options = EngineOptions(unsafe_fixes=True)
    data = "\n".join(before).encode()
    result = migrate_bytes(data, "page.md", options)
    assert not [one for one in result.findings if one.error]
    written = result.after or data
    after = written.decode().split("\n")
    assert [row for row in after if not _is_code(row)] == [row for row in before if not _is_code(row)]
    assert compiles(open_document("page.md", written).text)
    assert migrate_bytes(written, "page.md", options).after is None


def _is_code(row: str) -> bool:
    return row.startswith((">>>", "...", "  ")) and not row.startswith("  ```")
