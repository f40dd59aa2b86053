"""Documents and docstrings as users meet them: named, in folders with --docs, on standard input, as a hook."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import cli
from rundata_migrate.api import migrate_paths

OLD = 'auc = [m for m in run.data.metrics if m.key == "auc"][0].value'
NEW = 'auc = run.data.metrics["auc"]'
PAGE = f"# Page\n\n```python\n{OLD}\n```\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text(PAGE)
    (tmp_path / "docs" / "page.rst").write_text(f".. code-block:: python\n\n   {OLD}\n")
    (tmp_path / "notes.txt").write_text(PAGE)
    return tmp_path


def test_a_document_that_is_named_is_migrated(folder: Path) -> None:
    assert cli.main(["README.md", "docs/page.rst"]) == 0
    assert (folder / "README.md").read_text() == PAGE.replace(OLD, NEW)
    assert (folder / "docs" / "page.rst").read_text() == f".. code-block:: python\n\n   {NEW}\n"


def test_documents_are_taken_from_folders_where_that_is_asked_for(folder: Path, capsys) -> None:
    assert cli.main(["--check", "."]) == 0
    assert cli.main(["--check", "--docs", "."]) == 1
    (folder / "pyproject.toml").write_text("[tool.rundata-migrate]\ndocs = true\n")
    assert cli.main(["--check", "."]) == 1
    assert cli.main(["--check", "--no-docs", "."]) == 0
    assert cli.main(["--check", "--exclude", "docs/,*.md", "."]) == 0
    capsys.readouterr()
    assert cli.main(["."]) == 0
    assert "Fixed 2 sites in 2 files" in capsys.readouterr().out
    assert (folder / "notes.txt").read_text() == PAGE


def test_a_checklist_is_no_document_of_its_own(folder: Path, capsys) -> None:
    """The code in it is that of other files: it would be found again and again."""
    (folder / "README.md").write_text(PAGE.replace("[0].value", "[0].timestamp"))
    arguments = ["--check", "--docs", ".", "--output-format", "markdown", "--output-file", "checklist.md"]
    said = []
    for _ in range(2):
        assert cli.main(arguments) == 1
        said.append(capsys.readouterr().out.splitlines()[:-1])
    assert said[0] == said[1]
    assert "timestamp" in (folder / "checklist.md").read_text()


def test_git_lists_documents_too(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    (folder / ".gitignore").write_text("docs/\n")
    result = migrate_paths(["."], docs=True)
    assert [one.path for one in result.files] == ["README.md"]


def test_a_document_is_no_part_of_the_program(folder: Path) -> None:
    code = "import mlflow\n\n\ndef names(items):\n    return [i.key for i in items]\n\n\n"
    (folder / "a.py").write_text(code + "print(names(mlflow.active_run().data.metrics))\n")
    (folder / "README.md").write_text(f"```python\nfrom a import names\nnames([x])\n{OLD}\n```\n")
    result = migrate_paths(["."], docs=True)
    assert [(one.path, [found.fixed for found in one.findings]) for one in result.files] == [
        ("README.md", [True]),
        ("a.py", [True]),
        ("docs/page.rst", [True]),
    ]


def test_standard_input_may_be_a_document(folder: Path, monkeypatch, capsysbinary) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert cli.main(["--stdin-filename", "x.md", "-"]) == 0
    assert capsysbinary.readouterr().out == PAGE.replace(OLD, NEW).encode()


def test_what_is_left_is_said_with_its_line(folder: Path, capsys) -> None:
    (folder / "README.md").write_text("Text\n\n    >>> max(m.timestamp for m in run.data.metrics)\n    3\n")
    assert cli.main(["README.md"]) == 1
    said, line, carets, *_ = capsys.readouterr().out.splitlines()
    assert said.startswith("README.md:3:13: RD401")
    assert line[carets.index("^") : carets.rindex("^") + 1] == "m.timestamp"


def test_twice_is_once(folder: Path, capsys) -> None:
    (folder / "README.md").write_text(f"{PAGE}\n```python\nx = {OLD[6:-6]}\nprint(max(run.data.tags))\n```\n")
    cli.main(["README.md", "-q"])
    first = capsys.readouterr().out
    text = (folder / "README.md").read_text()
    cli.main(["README.md", "-q"])
    assert (capsys.readouterr().out, (folder / "README.md").read_text()) == (first, text)


def test_the_pages_of_this_project_stay(capsys) -> None:
    pages = [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        ROOT / "compat" / "README.md",
        ROOT / "examples" / "README.md",
    ]
    assert len(pages) > 6
    assert cli.main(["--check", "--isolated", "--docs", *map(str, pages)]) == 0, capsys.readouterr().out


def test_the_hooks_take_documents() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text()
    assert hooks.count("markdown, rst") == hooks.count("- id:") == 2


# -- docstrings ------------------------------------------------------------------------------------

SECTIONS = {
    "prompts": "    >>> {}\n    >>> print(auc)\n    0.5\n",
    "Google's": "    Example:\n        {}\n        print(auc)\n",
    "Google's with words": "    Examples:\n        Look it up.\n\n        {}\n\n    Args:\n        a: b\n",
    "Google's with prompts": "    Example:\n        >>> {}\n",
    "NumPy's": "    Examples\n    --------\n    Look:\n\n    >>> {}\n    >>> print(auc)\n\n    Notes\n    -----\n",
    "a literal block": "    Do this::\n\n        {}\n\n    :param run: one\n",
    "a directive": "    .. code-block:: python\n\n        {}\n",
    "a fence": "    Do this:\n\n    ```python\n    {}\n    ```\n",
}


@pytest.mark.parametrize("quotes", ['"""', "'''", 'r"""'])
@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_examples_of_docstrings(tmp_path: Path, section: str, quotes: str) -> None:
    code = f"def f(run):\n    {quotes}Look at é.\n\n{section}    {quotes[-3:]}\n    return None\n"
    path = tmp_path / "a.py"
    path.write_text(code.replace("{}", OLD))
    assert migrate_paths([path]).files == ()
    migrate_paths([path], docs=True, write=True)
    assert path.read_text() == code.replace("{}", NEW)


TOGETHER = '''\
def f(run):
    """Look.

    >>> x = {}
    >>> for m in run.data.params:
    ...     x[m.key] = m.value
    >>> max(m.timestamp for m in run.data.metrics)
    """
    d = {}
    for m in run.data.tags:
        d[m.key] = m.value
    return max(m.timestamp for m in run.data.metrics), d
'''
TOGETHER_AFTER = '''\
def f(run):
    """Look.

    >>> x = {}
    >>> x.update(run.data.params)
    >>> max(m.timestamp for m in run.data.metrics)
    """
    d = {}
    d.update(run.data.tags)
    return max(m.timestamp for m in run.data.metrics), d
'''


def test_code_and_docstrings_change_together(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(TOGETHER)
    result = migrate_paths([path], docs=True, write=True)
    assert path.read_text() == TOGETHER_AFTER
    left = [one for one in result.findings if not one.fixed]
    lines = path.read_text().splitlines()
    assert [one.place.line for one in left] == [7, 12]
    for one in left:
        assert one.place_after is not None
        assert lines[one.place_after.line - 1][one.place_after.column - 1 :].startswith("m.timestamp")


@pytest.mark.parametrize(
    "docstring",
    [
        f'"""Look.\n\n    >>> {OLD}\n    >>> print("\\\\n")\n    """',  # the example is left for its backslash
        f'f"""Look.\n\n    >>> {OLD.replace("[0]", "")}\n    """',
        f"'Look.\\n>>> {OLD}'",
    ],
)
def test_strings_that_are_not_what_they_look_like_stay(tmp_path: Path, docstring: str) -> None:
    path = tmp_path / "a.py"
    path.write_text(f"def f(run):\n    {docstring}\n")
    result = migrate_paths([path], docs=True, write=True)
    assert (result.summary.changed, result.summary.errors) == (0, 0)


def test_a_mark_in_a_docstring(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(f'def f(run):\n    """Look.\n\n    .. rundata: ignore\n\n    >>> {OLD}\n    """\n')
    assert migrate_paths([path], docs=True).files == ()


def test_the_report_counts_characters_of_the_file(tmp_path: Path, capsys) -> None:
    path = tmp_path / "a.py"
    text = f'def f(run):\n    """Look.\n\n    >>> {OLD}\n    """\n'
    path.write_text(text)
    cli.main(["--check", "--docs", "--output-format", "json", str(path)])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    (edit,) = finding["fix"]["edits"]
    assert text[: edit["start"]] + edit["text"] + text[edit["end"] :] == text.replace(OLD, NEW)
