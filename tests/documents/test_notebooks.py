"""Notebooks: what of them is Python, and that nothing but the changed lines changes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundata_migrate import cli, documents, screen
from rundata_migrate.api import migrate_source
from rundata_migrate.documents import DocumentError, open_document, outputs
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.documents.notebook import NotebookDocument
from rundata_migrate.findings import Edit
from rundata_migrate.options import FORMATS

START = "import mlflow\nfrom mlflow.tracking import MlflowClient\n\nrun = MlflowClient().get_run('r')"
OLD = "rmse = [m.value for m in run.data.metrics if m.key == 'rmsé'][0]"
NEW = "rmse = run.data.metrics['rmsé']"


def cell(source: str, *, split: bool = True, kind: str = "code", **more: object) -> dict[str, object]:
    shown: dict[str, object] = {"cell_type": kind, "metadata": {}}
    if kind == "code":
        shown |= {"execution_count": None, "outputs": []}
    return shown | {"source": source.splitlines(True) if split else source} | more


def notebook(*cells: dict[str, object] | str, minor: int = 5, **metadata: object) -> dict[str, object]:
    made = [cell(one) if isinstance(one, str) else one for one in cells]
    if minor >= 5:
        made = [{**one, "id": f"cell-{number}"} for number, one in enumerate(made)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": made, "metadata": {**kernel, **metadata}, "nbformat": 4, "nbformat_minor": minor}


def written(document: object, **how: object) -> str:
    return json.dumps(document, **{"indent": 1, "ensure_ascii": False, **how}) + "\n"  # type: ignore[arg-type]


OUTPUT = {
    "output_type": "execute_result",
    "execution_count": 7,
    "metadata": {},
    "data": {"text/plain": ["rmse = [m.value for m in run.data.metrics if m.key == 'rmsé'][0]"]},
}
CELLS = (cell("# Results\n\n" + OLD, kind="markdown"), START, cell(OLD + "\nprint(rmse, 'é')", outputs=[OUTPUT]))
DATABRICKS = {
    "application/vnd.databricks.v1+notebook": {"language": "python", "notebookName": "a", "widgets": {}},
    "language_info": {"name": "python"},
}

WRITTEN = {
    "Jupyter 4.0": written(notebook(*CELLS, minor=0), sort_keys=True),
    "Jupyter 4.5": written(notebook(*CELLS), sort_keys=True),
    "two spaces": written(notebook(*CELLS), indent=2),
    "VS Code": written(notebook(*CELLS), indent=2).rstrip("\n"),
    "Colab": written(notebook(*CELLS, minor=0, colab={"provenance": []}, accelerator="GPU"), indent=2).rstrip("\n"),
    "Databricks": written(notebook(*CELLS, minor=0, **DATABRICKS), indent=None).rstrip("\n"),
    "papermill": written(
        notebook(*CELLS, papermill={"duration": 1.5, "parameters": {"é": "\u2028"}}), ensure_ascii=True
    ),
    "minified": written(notebook(*CELLS), indent=None, separators=(",", ":")).rstrip("\n"),
    "one text": written(notebook(CELLS[0], cell(START, split=False), cell(OLD + "\nprint(rmse, 'é')", split=False))),
    "tabs": written(notebook(*CELLS), indent="\t"),
    "CRLF": written(notebook(*CELLS)).replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + written(notebook(*CELLS)),
    "escaped slashes": written(notebook(*CELLS)).replace("'", "\\u0027").replace("print(rmse", "print(\\u0072mse"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_only_the_changed_line_differs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = WRITTEN[name]
    Path("a.ipynb").write_bytes(before.encode())
    assert cli.main(["a.ipynb"]) == 0
    assert "a.ipynb:cell 3:1:8: RD101" in capsys.readouterr().out
    after = Path("a.ipynb").read_bytes().decode()
    old, new = (json.dumps(text, ensure_ascii=name == "papermill")[1:-1] for text in (OLD, NEW))
    if name == "escaped slashes":
        old, new = (text.replace("'", "\\u0027") for text in (old, new))
    *heads, last = before.split(old + "\\n")  # not the output, nor the text above
    assert after == (old + "\\n").join(heads) + new + "\\n" + last
    source = json.loads(after.removeprefix("\ufeff"))["cells"][2]["source"]
    assert "".join(source) == NEW + "\nprint(rmse, 'é')"


REAL = Path(__file__).parent / "written"
"""The same notebook as nbformat, nbstripout, papermill, nbconvert and jupytext write it, see ``write.py`` there."""
CHANGED = {
    "[m.value for m in run.data.metrics if m.key == 'rmsé'][0]": "run.data.metrics['rmsé']",
    "for p in run.data.params:": "for key, value in run.data.params.items():",
    "print(p.key, p.value)": "print(key, value)",
}


@pytest.mark.parametrize("path", sorted(REAL.iterdir()), ids=lambda path: path.name)
def test_what_real_tools_write(path: Path, tmp_path: Path) -> None:
    before = wanted = path.read_bytes().decode()
    for old, new in CHANGED.items():
        assert wanted.count(old) == 1
        wanted = wanted.replace(old, new)
    (tmp_path / path.name).write_bytes(before.encode())
    assert cli.main([str(tmp_path / path.name)]) == 0
    assert (tmp_path / path.name).read_bytes().decode() == wanted
    if path.suffix == ".ipynb":
        nbformat = pytest.importorskip("nbformat")
        nbformat.validate(nbformat.reads(wanted, 4))


# -- any notebook, any edit --------------------------------------------------------------------------------------

ANY_LINE = ["x = 1", "", "print('é\\n')", 'y = "\U0001f600/"', "%time z = 2", "!ls", "# \u2028 é"]
LINES = st.lists(st.sampled_from(ANY_LINE), max_size=4)
SOURCES = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"]))


OUTPUTS = [
    OUTPUT,
    {"output_type": "stream", "name": "stdout", "text": ["é\n", '"outputs": [\n', "   ],\n"]},
    {"output_type": "display_data", "metadata": {}, "data": {"application/json": {"source": ["x"], "outputs": [[1]]}}},
    {"output_type": "display_data", "metadata": {}, "data": {"text/html": ["<b>\n", "\u2028"], "image/png": "aGk=\n"}},
]


@st.composite
def notebooks(draw: st.DrawFn) -> bytes:
    cells = []
    for source in draw(st.lists(SOURCES, min_size=1, max_size=4)):
        kind = draw(st.sampled_from(["code", "code", "markdown", "raw"]))
        shown = draw(st.lists(st.sampled_from(OUTPUTS), max_size=2))
        more = {"outputs": shown} if kind == "code" and shown else {}
        cells.append(cell(source, split=draw(st.booleans()), kind=kind, **more))
    text = written(
        notebook(*cells, minor=draw(st.sampled_from([0, 5]))),
        indent=draw(st.sampled_from([None, 1, 2, "\t"])),
        ensure_ascii=draw(st.booleans()),
        sort_keys=draw(st.booleans()),
    )
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return (text if draw(st.booleans()) else text.rstrip("\r\n")).encode()


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    return [Edit(start, end, draw(st.sampled_from(["", "a", 'é"', "b\nc", "\\", "d\n"]))) for start, end in pairs]


@settings(max_examples=300, deadline=None)
@given(st.data(), notebooks())
def test_an_edit_changes_its_lines_and_no_other_byte(data: st.DataObject, raw: bytes) -> None:
    nbformat = pytest.importorskip("nbformat")
    document = open_document("a.ipynb", raw)
    edits = data.draw(edits_of(document.text))
    try:
        after = document.apply(edits)
    except DocumentError:
        return
    wanted = apply_edits(document.text, edits)
    if open_document("a.ipynb", after).text != wanted:
        return  # nothing is written then: a line of IPython's was meant, or what came of it is no Python
    nbformat.validate(nbformat.reads(raw.decode(), 4))
    nbformat.validate(nbformat.reads(after.decode(), 4))
    old, new = json.loads(raw), json.loads(after)
    changed = [number for number, (one, two) in enumerate(zip(old["cells"], new["cells"], strict=True)) if one != two]
    for one, two in zip(old["cells"], new["cells"], strict=True):
        assert {**one, "source": 0} == {**two, "source": 0}
    assert without_sources(raw.decode(), changed) == without_sources(after.decode(), changed)
    for number in changed:
        kept_lines(raw.decode(), after.decode(), number)
    if not changed:
        assert raw == after


def without_sources(raw: str, numbers: list[int]) -> str:
    """The text of a notebook without what stands in the sources of these cells."""
    spans = source_spans(raw)
    for start, end in reversed([spans[number] for number in numbers]):
        raw = raw[:start] + raw[end:]
    return raw


def source_spans(raw: str) -> list[tuple[int, int]]:
    decoder = json.JSONDecoder()
    found = []
    done = 0
    for match in re.finditer(r'"(source|outputs)":\s*', raw):
        if match.start() < done:  # in an output
            continue
        _, done = decoder.raw_decode(raw, match.end())
        if match[1] == "source":
            found.append((match.end(), done))
    return found


def kept_lines(before: str, after: str, number: int) -> None:
    """Each string of the new list that has the text of an old one stands there as it did."""
    old, new = (raw[slice(*source_spans(raw)[number])] for raw in (before, after))
    pieces = {json.loads(piece): piece for piece in re.findall(r'"(?:\\.|[^"\\])*"', old)}
    for piece in re.findall(r'"(?:\\.|[^"\\])*"', new):
        assert pieces.get(json.loads(piece), piece) == piece
    if old.startswith("["):
        assert all(one and "\n" not in one[:-1] for one in json.loads(new)[:1] if len(json.loads(new)) > 1)


# -- what is Python ----------------------------------------------------------------------------------------------


def text_of(*cells: str) -> str:
    return open_document("a.ipynb", written(notebook(*cells)).encode()).text


@pytest.mark.parametrize(
    ("source", "masked"),
    [
        ("%matplotlib inline\nx = 1", "0#################\nx = 1"),
        ("!ls\nx", "0##\nx"),
        ("!pip install \\\n  mlflow\nx", "0#############\n########\nx"),
        ("if x:\n    !ls", "if x:\n    0##"),
        ("x?\n?x\nx.y??", "0#\n0#\n0####"),
        ("files = !ls *.csv", "files = _()######"),
        ("a, b = %sql select 1", "a, b = _()##########"),
        ("x = %time f(1)", "x =       f(1)"),
        ("%time f(1)", "0    ;f(1)"),
        ("%timeit -n 10 -r3 f(1)", "0                ;f(1)"),
        ("%prun -s cumulative f(1)", "0                  ;f(1)"),
        ("%time", "0####"),
        ("%time !ls", "0########"),
        ("x = (a\n% b)", "x = (a\n% b)"),
        ("x = '''\n!ls\n'''", "x = '''\n!ls\n'''"),
        ("x = 5 \\\n% 3", "x = 5 \\\n% 3"),
        ("x = a != b", "x = a != b"),
        ("pip install mlflow==0.9.1\nx = 1", "0########################\nx = 1"),
        ("# why?\nx = 1", "# why?\nx = 1"),
    ],
)
def test_the_lines_of_ipython(source: str, masked: str) -> None:
    assert len(source) == len(masked)
    assert text_of(source) == masked + "\n# %%\n"


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeit -n 3", "%%prun", "\n%%time"])
def test_a_cell_magic_that_runs_the_rest(magic: str) -> None:
    assert text_of("y = 1", f"{magic}\nx = 1") == "y = 1\n# %%\nx = 1\n# %%\n"


@pytest.mark.parametrize(
    "source",
    [
        "%%bash\nls",
        "%%sql\nselect 1",
        "%%html\n<p>",
        "%sql\nselect * from t",
        "%md\n# Title",
        "%%javascript\nlet x = 1",
    ],
)
def test_a_cell_of_another_language(source: str) -> None:
    document = open_document("a.ipynb", written(notebook("y = 1", source)).encode())
    assert (document.text, list(document.problems)) == ("y = 1\n# %%\n", [])


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"language": "R", "name": "ir", "display_name": "R"}},
        {"kernelspec": {"name": "ir", "display_name": "R"}, "language_info": {"name": "R"}},
    ],
)
def test_a_notebook_of_another_language(metadata: dict[str, object]) -> None:
    assert open_document("a.ipynb", written(notebook("x = 1", **metadata)).encode()).text == ""


def test_a_cell_that_the_editor_says_is_no_python() -> None:
    other = cell("select 1", metadata={"vscode": {"languageId": "sql"}})
    assert open_document("a.ipynb", written(notebook("x = 1", other)).encode()).text == "x = 1\n# %%\n"


def test_places_are_those_of_the_cell() -> None:
    document = open_document(
        "a.ipynb", written(notebook("x = 1\ny = 2", cell("#", kind="raw"), "%%time\nz = 3")).encode()
    )
    assert document.text == "x = 1\ny = 2\n# %%\nz = 3\n# %%\n"
    found = [document.locate(line, 1) for line in (1, 2, 4, 5)]
    assert [(one.cell, one.line) for one in found] == [(1, 1), (1, 2), (3, 2), (3, 2)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no object"),
        (b"[]", "no object"),
        (b"{}", "no cells"),
        (b'{"cells": [}', "no JSON in line 1"),
        (b'{"cells": []} x', "something stands behind its JSON"),
        (b'{"nbformat": 3, "worksheets": []}', "nbformat 3"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "no JSON"),
        (b"\xff", "not valid utf-8 in line 1"),
        (b'{"cells": [{"metadata": ' + b"[" * 100_000, "too deeply nested"),
    ],
)
def test_what_is_no_notebook(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        open_document("a.ipynb", data)


# -- the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_gives_its_notebooks(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(written(notebook(START, OLD)))
    assert cli.main(["--check", ".", "--exclude", "*.ipynb"]) == 0
    assert cli.main(["--check", "."]) == 1
    assert "a.ipynb:cell 2:1:8: RD101" in capsys.readouterr().out


def test_the_diff_is_by_cells(here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (here / "a.ipynb").write_text(written(notebook("#", START, OLD)))
    assert cli.main(["--diff", "a.ipynb"]) == 1
    said = capfdbinary.readouterr().out.decode()
    assert said.startswith(f"--- a.ipynb:cell 3\t\n+++ a.ipynb:cell 3\t\n@@ -1 +1 @@\n-{OLD}\n")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_format_names_the_cell(form: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(written(notebook("#", START, "\n" + OLD)))
    cli.main(["--check", "--explain-sites", "--output-format", form, "a.ipynb"])
    said = capsys.readouterr().out
    if form == "json":
        report = json.loads(said)
        places = [(one["cell"], one["line"], one["column"]) for one in (*report["findings"], *report["sites"])]
        assert places == [(3, 2, 8), (3, 2, 8)]
        assert report["findings"][0]["why"][-1] == "MlflowClient() cell 2, line 4"
    elif form == "github":
        (line,) = (number for number, one in enumerate((here / "a.ipynb").open(), 1) if OLD[:12] in one)
        assert f"::error file=a.ipynb,line={line},col=" in said
        assert ",title=RD101::cell 3, line 2, column 8: scan" in said
    else:
        assert "a.ipynb:cell 3:2:8: site: metrics, proven" in said
        assert "cell 2, line 4" in said


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_the_cell_and_the_line_in_it(
    form: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.ipynb").write_text(
        written(notebook("#", START, "\nx = 1; run.data.metrics[0]", "print run.data.metrics[0].key"))
    )
    assert cli.main(["--check", "--output-format", form, "a.ipynb"]) == 2
    said = capsys.readouterr().out
    for cell_number, line, column in ((3, 2, 8), (4, 1, 1)):
        texts = {
            "json": f'"cell": {cell_number},\n *"line": {line},\n *"column": {column},',
            "junit": f"at cell {cell_number}:{line}:{column}",
            "html": f"cell {cell_number}(</[a-z]+>|[:, ]|line|<[a-z ]*>)+{line}",
        }
        words = texts.get(form, f"cell {cell_number}(:{line}:{column}|, line {line}(, column {column}|: ))")
        assert re.search(words, said), said


def test_a_cell_that_does_not_parse_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(written(notebook(START, "x = 1\nprint run.data.metrics", OLD, "print 1")))
    assert cli.main(["."]) == 2
    said = capsys.readouterr().out
    assert "a.ipynb:cell 2:2:1: RD900 cannot be parsed" in said
    assert "cell 4" not in said
    assert NEW in (here / "a.ipynb").read_text()
    cli.main([".", "-v"])
    assert "a.ipynb:cell 4:1:1: RD900 cannot be parsed" in capsys.readouterr().out


def test_a_magic_that_is_not_known_is_named_where_a_site_may_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(
        written(notebook(START, f"%%writefile a.py\n{START}\n{OLD}", "%%writefile b.py\nx = 1"))
    )
    assert cli.main(["."]) == 1
    assert "a.ipynb:cell 2:1:1: RD900 what `%%writefile` does with its cell is not known" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{}", '{"cells": [', '{"nbformat": 3, "worksheets": []}'])
def test_what_is_no_notebook_is_an_error_where_it_was_named(
    text: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.ipynb").write_text(text)
    assert cli.main(["a.ipynb"]) == 2
    assert "a.ipynb:1:1: RD904 cannot be read: " in capsys.readouterr().out
    assert cli.main(["."]) == 0
    assert "RD904" not in capsys.readouterr().out
    assert cli.main([".", "-v"]) == 0
    assert "RD904" in capsys.readouterr().out
    (here / "a.ipynb").write_text(text + "mlflow run.data.metrics")
    assert cli.main(["."]) == 2


def test_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    import io
    import sys
    import types

    raw = written(notebook(START, OLD)).encode()
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(raw)))
    assert cli.main(["-", "--stdin-filename", "x.ipynb"]) == 0
    out, said = capfdbinary.readouterr()
    assert out == raw.replace(OLD.encode(), NEW.encode())
    assert b"x.ipynb:cell 2:1:8: RD101" in said


def test_a_cell_that_is_to_stay(here: Path) -> None:
    text = written(notebook(START, "# rundata: ignore-cell\n" + OLD))
    (here / "a.ipynb").write_text(text)
    assert cli.main(["."]) == 0
    assert (here / "a.ipynb").read_text() == text


MARKED = {
    "a cell": ["<!-- rundata: ignore -->", OLD],
    "a text between": ["<!-- rundata: ignore -->\n\nText.", "More text.", OLD],
    "a section": ["Text.\n\n<!-- rundata: ignore -->", "## Lists", "x = 1", "### More", OLD],
    "all of it": [OLD, "<!-- rundata: ignore-file -->"],
}


def marked(texts: list[str]) -> str:
    kinds = ["code" if "=" in text else "markdown" for text in texts]
    return written(notebook(START, *(cell(text, kind=kind) for text, kind in zip(texts, kinds, strict=True))))


@pytest.mark.parametrize("texts", MARKED.values(), ids=MARKED)
def test_a_mark_in_a_cell_of_markdown(texts: list[str], here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(marked(texts))
    assert cli.main(["a.ipynb"]) == 0
    assert "RD" not in capsys.readouterr().out
    assert (here / "a.ipynb").read_text() == marked(texts)


def test_a_mark_keeps_no_more_than_it_says(here: Path) -> None:
    old = marked(["<!-- rundata: ignore -->", "x = 1; " + OLD, OLD])
    (here / "a.ipynb").write_text(old)
    assert cli.main(["a.ipynb"]) == 0
    assert (here / "a.ipynb").read_text() == marked(["<!-- rundata: ignore -->", "x = 1; " + OLD, NEW])


IDLE = {
    "a mark": ["Text.\n  <!-- rundata: ignore -->", "x = 1", OLD],
    "a mark on a section": ["Text.\n  <!-- rundata: ignore -->\n\n# A", "x = 1", "y = 2", "# B", OLD],
    "a mark with nothing below": [OLD, "\n  <!-- rundata: ignore -->"],
    "a comment": ["Text.", "\n  # rundata: ignore-cell\nx = 1", OLD],
}


@pytest.mark.parametrize("texts", IDLE.values(), ids=IDLE)
def test_a_mark_that_keeps_nothing_is_told(texts: list[str], here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(marked(texts))
    assert cli.main(["a.ipynb"]) == 1
    at = next(number for number, text in enumerate(texts, 2) if "rundata" in text)
    assert f"a.ipynb:cell {at}:2:3: RD902 unused suppression" in capsys.readouterr().out
    assert cli.main(["a.ipynb", "--ignore", "RD902"]) == 0


# -- the first look ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITTEN)
def test_the_first_look_lets_no_site_go(name: str) -> None:
    assert screen.may_hold_site(documents.first_look("a.ipynb", WRITTEN[name].encode()))


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize(
    "source",
    [
        "import mlflow\nx = (run.\n  data.\n  metrics)",
        "x = run. \\\ndata. \\\nmetrics",
        "x = run.  # of\n  # the. best\ndata.metrics",
        'import mlflow\nx = getattr(run, "data")',
        "x = run.data.ｍetrics",
        "x = 1  # rundata: ignore",
        "for x in y: print(x.\nkey)",
    ],
)
def test_the_first_look_sees_through_json(source: str, split: bool) -> None:
    for how in ({}, {"ensure_ascii": True}, {"indent": None}):
        raw = written(notebook("a", cell(source, split=split)), **how)
        found = documents.first_look("a.ipynb", raw.encode())
        assert screen.may_hold_site(found) or screen.reads_entities(found)


def test_the_first_look_drops_outputs() -> None:
    shown = {"text/plain": ['"source": "run.data.metrics"', "run.data.metrics"]}
    output = {"output_type": "display_data", "metadata": {"tags": []}, "data": shown}
    raw = written(notebook(cell("x = 1", outputs=[output]), cell("some data, and metrics of mlflow", kind="markdown")))
    found = documents.first_look("a.ipynb", raw.encode())
    assert found.decode() == "x = 1\nsome data, and metrics of mlflow"


# -- outputs are cut out -----------------------------------------------------------------------------------------

PLAIN = written(notebook(START, cell(OLD, outputs=OUTPUTS[:2]), "x = 1"))
LAID_OUT = {
    "by Jupyter": (PLAIN, 1),
    "CRLF": (PLAIN.replace("\n", "\r\n"), 1),
    "without indentation": (written(notebook(START, cell(OLD, outputs=OUTPUTS[:2])), indent=0), 0),
    "minified": (written(notebook(START, cell(OLD, outputs=OUTPUTS[:2])), indent=None), 0),
    "a bracket beside another": (re.sub(r"\}\n   \],\n   \"source", '}],\n   "source', PLAIN), 0),
    "a source among outputs": (written(notebook(START, cell(OLD, outputs=OUTPUTS[2:3]))), 1),
    "a bracket too early": (PLAIN.replace('"data": {', '"list": [\n    1\n   ],\n    "data": {'), 0),
}


@pytest.mark.parametrize("name", LAID_OUT)
def test_outputs_are_cut_out_where_the_lay_out_tells_them(name: str) -> None:
    text, count = LAID_OUT[name]
    document = open_document("a.ipynb", text.encode())
    assert isinstance(document, NotebookDocument)
    assert len(document.cut.held) == count
    assert document.text.startswith(f"{START}\n# %%\n{OLD}\n# %%\n")
    at = document.text.index("rmse")
    after = document.apply([Edit(at, at + 4, "é")])
    assert after.decode() == text[: text.rindex("rmse = ")] + "é" + text[text.rindex("rmse = ") + 4 :]
    changed = open_document("a.ipynb", after)
    assert isinstance(changed, NotebookDocument)
    assert changed.text == document.text.replace("rmse", "é", 1)
    assert len(changed.cut.held) == count


def test_a_merge_that_left_its_marks_in_an_output_is_told() -> None:
    text = PLAIN.replace('\n     "text"', '\n<<<<<<< HEAD\n     "text"', 1)
    with pytest.raises(DocumentError, match="no JSON in line"):
        open_document("a.ipynb", text.encode())
    at = text.index("<<<<<<<")
    assert '"outputs"' in text[:at]
    assert "source" not in text[text.rindex('"outputs"', 0, at) : at]


def test_outputs_that_were_written_anew_meanwhile() -> None:
    data = PLAIN.encode()
    cut = outputs.cut(data)
    other = data.replace(b"7,", b"8,")
    assert outputs.cut(other) is cut  # they differ in an output alone
    document = open_document("a.ipynb", other)
    assert document.apply([]) == other
    assert outputs.cut(data.replace(b"import", b"immort")) is not cut


# -- what is shown -----------------------------------------------------------------------------------------------

ENTITY = "[m for m in run.data.metrics if m.key == 'rmse'][0]"
SHOWN = [
    ENTITY,
    "x = 1; run.data.metrics[0]",
    "sorted(run.data.metrics, key=lambda m: m.value)",
    "(run.data.metrics[0],)",
]


@pytest.mark.parametrize("source", SHOWN)
def test_an_entity_that_is_shown_is_used_whole(source: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = written(notebook(START, "y = 1\n" + source, "z = 1"))
    (here / "a.ipynb").write_text(text)
    (here / "a.py").write_text(f"{START}\n\n# %%\n{source}\n\n# %%\nx = 1\n")
    assert cli.main(["a.ipynb", "a.py"]) == 1
    said = capsys.readouterr().out
    assert (here / "a.ipynb").read_text() == text
    assert "a.ipynb:cell 2:2:" in said
    assert "a.py:7:" in said


NOT_SHOWN = [ENTITY + ";", ENTITY + "\nx = 1", "[m.value for m in run.data.metrics if m.key == 'a'][0]"]


@pytest.mark.parametrize("source", NOT_SHOWN)
def test_what_is_not_shown_or_no_entity(source: str, here: Path) -> None:
    text = written(notebook(START, source))
    (here / "a.ipynb").write_text(text)
    assert cli.main(["a.ipynb"]) == 0
    assert (here / "a.ipynb").read_text() != text


def test_what_a_function_gives_is_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = written(notebook(START, f"def best():\n    return {ENTITY}", "best()"))
    (here / "a.ipynb").write_text(text)
    assert cli.main(["a.ipynb"]) == 1
    assert (here / "a.ipynb").read_text() == text


def test_a_list_that_is_filled_last_in_a_cell(here: Path) -> None:
    cells = [
        START,
        "rows = []",
        "for m in run.data.metrics:\n    rows.append(m.value)",
        "rows.append(1)",
        "print(rows)",
    ]
    (here / "a.ipynb").write_text(written(notebook(*cells)))
    assert cli.main(["a.ipynb"]) == 0
    assert "run.data.metrics.values()" in (here / "a.ipynb").read_text()


# -- the order of cells ------------------------------------------------------------------------------------------

LATER = ["run = load()", "run = 3", "from other import run"]


@pytest.mark.parametrize("later", LATER)
def test_a_name_that_a_later_cell_binds_to_something_else(
    later: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = written(notebook(START, OLD, later))
    (here / "a.ipynb").write_text(text)
    assert cli.main(["a.ipynb"]) == 1
    assert (here / "a.ipynb").read_text() == text
    said = capsys.readouterr().out
    assert "a.ipynb:cell 2:1:8: " in said
    assert "a later cell binds `run` to something else (cell 3, line 1)" in said


LOOP = "for m in run.data.metrics: print(m.key)"
OTHERS = {
    "a function": [START, f"def show():\n    {LOOP}", "show()", "run = load()"],
    "a function in the same cell": [f"{START}\ndef show():\n    {LOOP}\nshow()", "run = load()"],
    "bound below only": [LOOP, START, "run = load()"],
    "what was made of it": [START, "xs = list(run.data.metrics)", "print(xs[0].key)", "xs = [1, 2]"],
    "what was picked": [START, "m = run.data.metrics[0]", "print(m.key)", "m = load()"],
}


@pytest.mark.parametrize("cells", OTHERS.values(), ids=OTHERS)
def test_other_ways_to_a_name_that_a_later_cell_binds(
    cells: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = written(notebook(*cells))
    (here / "a.ipynb").write_text(text)
    assert cli.main(["a.ipynb"]) == 1
    assert (here / "a.ipynb").read_text() == text
    assert f"to something else (cell {len(cells)}, line 1)" in capsys.readouterr().out
    (here / "a.ipynb").write_text(written(notebook(*cells[:-1])))
    assert cli.main(["a.ipynb"]) == 0


ORDERS = [
    [START, OLD, "run = MlflowClient().get_run('other')"],
    [START + "\n" + OLD, "run = 3"],
    [START, OLD + "\nrun = 3"],
    ["run = 3", START, OLD],
    [START, OLD, "def f():\n    run = 3"],
    [START, OLD, LOOP, "for m in other: print(m.key)"],
    [START, OLD, "xs = list(run.data.metrics)\nprint(xs[0].key)", "xs = [1, 2]"],
]


@pytest.mark.parametrize("cells", ORDERS)
def test_names_that_mean_the_same_in_any_order(cells: list[str], here: Path) -> None:
    (here / "a.ipynb").write_text(written(notebook(*cells)))
    assert cli.main(["a.ipynb"]) == 0
    assert NEW in (here / "a.ipynb").read_text()


def test_the_text_of_a_notebook_by_the_api() -> None:
    text = written(notebook(START, OLD))
    result = migrate_source(text, path="a.ipynb")
    assert result.new_text == text.replace(OLD, NEW)
    assert [(one.cell, one.place.line) for one in result.findings] == [(2, 1)]


def test_the_report_shows_what_stands_in_the_cell(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(written(notebook(START, "%timeit -n 3 " + OLD.removeprefix("rmse = "))))
    cli.main(["--check", "a.ipynb"])
    assert "| %timeit -n 3 [m.value for m in run.data.metrics" in capsys.readouterr().out


def test_what_a_broken_cell_binds_itself_is_its_own(here: Path) -> None:
    loop = "for m in run.data.metrics:\n    print(m.key)"
    (here / "a.ipynb").write_text(written(notebook(START, "for m in run.data.metrics:\n  print m.key", loop)))
    assert cli.main(["a.ipynb"]) == 2
    assert "for key in run.data.metrics:" in (here / "a.ipynb").read_text()


@pytest.mark.parametrize(
    "line", ["!echo $best", "!echo {best.value}", "%store best", "%R -i best plot(best)", "x = !echo {best}"]
)
def test_what_a_line_of_ipython_reads_stays(line: str, here: Path) -> None:
    pick = "best = max(run.data.metrics, key=lambda m: m.value)\nprint(best.value)"
    text = written(notebook(START, pick, line))
    (here / "a.ipynb").write_text(text)
    assert cli.main(["a.ipynb"]) == 1
    assert (here / "a.ipynb").read_text() == text
    (here / "a.ipynb").write_text(written(notebook(START, pick, "!echo best")))
    assert cli.main(["a.ipynb"]) == 0


def test_a_site_in_a_line_of_ipython_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.ipynb").write_text(written(notebook(START, "!ls\n!echo {run.data.metrics[0].value}")))
    (here / "a.py").write_text(f"# %%\n{START}\n# %%\n!ls\n!echo {{run.data.metrics[0].value}}\n")
    assert cli.main(["a.ipynb", "a.py"]) == 1
    said = capsys.readouterr().out
    assert "a.ipynb:cell 2:2:1: RD900 what IPython runs by itself is left as it is" in said
    assert "a.py:8:1: RD900 what IPython runs by itself is left as it is" in said
