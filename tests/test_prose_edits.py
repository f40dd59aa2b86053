"""Random prose, random edits of its examples: the prose comes out with the new examples, and nothing else differs."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from rundata_migrate.documents import docstrings, open_document, python
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.findings import Edit

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
        # what an example begins with is what it is known by: prompts may not all go
        new = [[one] if draw(st.booleans()) else draw(st.lists(st.sampled_from(STATEMENTS), max_size=2)) for one in old]
        if not any(new):
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
    assert open_document(name, text.after.encode()).text == apply_edits(document.text, edits)


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
