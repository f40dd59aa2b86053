"""One document through the engine: rounds, places, edits, suppression, withdrawal, the shim's import."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import engine
from rundata_migrate.api import migrate_paths, migrate_source
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.findings import DocumentResult, Edit, Finding, Place, Safety
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.outcome import Outcome

HEAD = "import mlflow\nrun = mlflow.active_run()\n"


def fixed(result: DocumentResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.fixed]


def left(result: DocumentResult) -> list[Finding]:
    return [finding for finding in result.findings if not finding.fixed]


def at(text: str, place: Place) -> str:
    """The piece of a text that a place on one line names."""
    line = text.splitlines()[place.line - 1]
    assert place.line == place.end_line
    return line[place.column - 1 : place.end_column - 1]


def test_an_element_that_is_picked_where_it_is_handed_over() -> None:
    code = (
        "def show(m):\n    print(m.key, m.value)\nfor m in run.data.metrics:\n    show(m)\nshow(run.data.params[0])\n"
    )
    new = migrate_source(HEAD + code).new_text
    assert new is not None
    assert new.endswith("    show(key, value)\nshow(*list(run.data.params.items())[0])\n")


def test_two_containers_in_one_expression_are_one_finding() -> None:
    found = left(migrate_source(HEAD + "both = run.data.tags + run.data.params\n"))
    assert [finding.rule for finding in found] == ["RD403"]


def test_a_sum_of_sums_is_named_once_for_each_sum() -> None:
    found = left(migrate_source(HEAD + "both = run.data.tags + run.data.params + run.data.tags\n"))
    assert len({finding.place for finding in found}) == len(found) == 2


# -- rounds -----------------------------------------------------------------------------------


NESTED = (
    HEAD
    + """\
for m in run.data.metrics:
    print(m.key, [p.value for p in run.data.params if p.key == m.key][0])
"""
)


def test_a_fix_inside_a_fix() -> None:
    result = migrate_source(NESTED)
    assert result.new_text == HEAD + "for key in run.data.metrics:\n    print(key, run.data.params[key])\n"
    assert [finding.rule for finding in fixed(result)] == ["RD301", "RD101"]
    assert left(result) == []


@pytest.mark.parametrize("depth", [1, 2, 5, 12])
def test_lookups_inside_lookups_converge(depth: int) -> None:
    key = "'a'"
    for _ in range(depth):
        key = f"next(t.value for t in run.data.tags if t.key == {key})"
    result = migrate_source(HEAD + f"x = {key}\n")
    again = migrate_source(result.new_text or HEAD)
    assert again.new_text is None
    assert ".key" not in (result.new_text or ".key")
    assert left(result) == []


def test_findings_of_later_rounds_stand_where_their_code_stood() -> None:
    result = migrate_source(NESTED)
    places = {finding.rule: finding.place for finding in fixed(result)}
    assert at(NESTED, places["RD301"]) == "run.data.metrics"
    assert places["RD101"].line == 4


def test_two_sites_on_one_line_get_two_names() -> None:
    result = migrate_source(HEAD + "x = [(m.key, p.key) for m in run.data.metrics for p in run.data.params]\n")
    assert (
        result.new_text
        == HEAD + "x = [(key, param_key) for key in run.data.metrics for param_key in run.data.params]\n"
    )


# -- edits ------------------------------------------------------------------------------------


ONE_ROUND = (
    HEAD
    + """\
for m in run.data.metrics:
    print(m.key, m.value)
d = {p.key: p.value for p in run.data.params}
acc = [m.value for m in run.data.metrics if m.key == 'acc'][0]
"""
)


def test_the_edits_of_one_round_make_the_new_text() -> None:
    result = migrate_source(ONE_ROUND)
    edits = {edit for finding in fixed(result) if finding.fix is not None for edit in finding.fix.edits}
    assert len(fixed(result)) == 3
    assert all(finding.fix is not None for finding in fixed(result))
    assert apply_edits(ONE_ROUND, sorted(edits, key=lambda one: (one.start, one.end))) == result.new_text


def test_a_fix_that_is_not_applied_is_offered_with_its_edits() -> None:
    text = HEAD + "def f():\n    for m in run.data.metrics:\n        print(m.key, locals())\n"
    [finding] = migrate_source(text).findings
    assert (finding.safety, finding.fixed) == (Safety.UNSAFE, False)
    assert finding.fix is not None
    assert apply_edits(text, finding.fix.edits) == migrate_source(text, unsafe_fixes=True).new_text


def test_apply_edits() -> None:
    edits = [Edit(0, 0, "x"), Edit(1, 2, ""), Edit(3, 3, "yz"), Edit(4, 4, "!")]
    assert apply_edits("abcd", edits) == "xacyzd!"
    assert apply_edits("abcd", []) == "abcd"


# -- places -----------------------------------------------------------------------------------


def test_what_is_left_is_placed_before_and_after() -> None:
    text = HEAD + (
        "for m in run.data.metrics:\n    if m.key == 'acc':\n        acc = m.value\n        break\n"
        "for t in run.data.tags: print([m.key for m in run.data.metrics], t)\n"
        "by_key = {p.key: p for p in run.data.params}\n"
    )
    result = migrate_source(text)
    [finding] = [one for one in left(result) if one.rule == "RD307" and one.container == "params"]
    assert at(text, finding.place) == "run.data.params"
    assert finding.place.line == 8
    assert finding.place_after is not None
    assert at(result.new_text or "", finding.place_after) == "run.data.params"
    assert finding.place_after.line == 6


def test_a_read_that_is_not_followed_is_placed_in_the_new_text() -> None:
    text = HEAD + "ks = [m.key for m in run.data.metrics]; print(pick(run.data.params)[0].key)\n"
    result = migrate_source(text)
    [finding] = left(result)
    assert finding.rule == "RD410"
    assert at(text, finding.place) == "pick(run.data.params)[0].key"
    assert finding.place_after is not None
    assert at(result.new_text or "", finding.place_after) == "pick(run.data.params)[0].key"


def test_findings_are_in_the_order_of_the_text() -> None:
    places = [(one.place.line, one.place.column) for one in migrate_source(ONE_ROUND).findings]
    assert places == sorted(places)


# -- which rules ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "select, ignore, expected",
    [
        ((), (), {"RD301", "RD201", "RD101"}),
        (("RD301",), (), {"RD301"}),
        (("RD3", "RD201"), (), {"RD301", "RD201"}),
        ((), ("RD1",), {"RD301", "RD201"}),
        (("RD",), ("RD201",), {"RD301", "RD101"}),
        (("RD4",), (), set()),
    ],
)
def test_select_and_ignore(select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str]) -> None:
    result = migrate_source(ONE_ROUND, select=select, ignore=ignore)
    assert {finding.rule for finding in result.findings} == expected
    assert (result.new_text is None) == (not expected)


@pytest.mark.parametrize("comment", ["# rundata: ignore", "# rundata: ignore[RD301]", "# rundata: ignore[RD3, RD9]"])
def test_a_suppressed_site_is_neither_fixed_nor_named(comment: str) -> None:
    text = HEAD + f"for m in run.data.metrics:  {comment}\n    print(m.key)\n"
    result = migrate_source(text, ignore=["RD902"])
    assert (result.new_text, result.findings) == (None, ())


def test_a_suppression_holds_for_what_is_only_named() -> None:
    text = HEAD + "by_key = {p.key: p for p in run.data.params}  # rundata: ignore[RD307]\n"
    assert migrate_source(text).findings == ()
    assert migrate_source(text, fallback="shim").new_text is None


def test_a_suppression_of_another_rule_suppresses_nothing() -> None:
    text = HEAD + "for m in run.data.metrics:  # rundata: ignore[RD101]\n    print(m.key)\n"
    result = migrate_source(text)
    assert "for key in run.data.metrics:  # rundata: ignore[RD101]" in (result.new_text or "")
    assert [finding.rule for finding in left(result)] == ["RD902"]


def test_the_rest_of_a_file_with_a_suppression_is_migrated() -> None:
    text = HEAD + "a = [m.key for m in run.data.metrics]  # rundata: ignore\nb = [m.key for m in run.data.metrics]\n"
    result = migrate_source(text)
    assert result.new_text == text.replace("b = [m.key for m in run.data.metrics]", "b = list(run.data.metrics)")
    assert left(result) == []


# -- withdrawal -------------------------------------------------------------------------------


def break_dict_copies(monkeypatch: pytest.MonkeyPatch, text: str, *, twice: bool = False) -> None:
    """Let RD201 write ``text`` in the place of each site."""
    module = importlib.import_module("rundata_migrate.rules.rd201_dict_copy")

    def outcomes(site: Site) -> list[Outcome]:
        start, end = site.context.tree.span(site.node)
        edits = (Edit(start, end, text), Edit(start + 1, end, text)) if twice else (Edit(start, end, text),)
        parent = site.context.tree.code(site.context.tree.parent(site.node) or site.node)
        return [Outcome("RD201", "broken", Safety.SAFE, edits, site.node)] if " in " in f" {parent}" else []

    monkeypatch.setattr(module, "outcomes", outcomes)


@pytest.mark.parametrize("text", ["(((", "x y", "'", "\n", "\0"])
def test_a_fix_that_breaks_the_text_is_withdrawn(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    break_dict_copies(monkeypatch, text)
    before = HEAD + "d = {m.key: m.value for m in run.data.metrics}\n"
    result = migrate_source(before)
    assert result.new_text is None
    [finding] = result.findings
    assert (finding.rule, finding.safety, finding.fixed, finding.fix) == ("RD908", Safety.MANUAL, False, None)
    assert "RD201" in finding.message
    assert at(before, finding.place) == "run.data.metrics"


def test_a_fix_that_contradicts_itself_is_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    break_dict_copies(monkeypatch, "{}", twice=True)
    result = migrate_source(HEAD + "d = {m.key: m.value for m in run.data.metrics}\n")
    assert result.new_text is None
    assert [finding.rule for finding in result.findings] == ["RD908"]


def test_the_fixes_beside_a_withdrawn_one_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    break_dict_copies(monkeypatch, "(((")
    other = "print(run.data.metrics[0].value)\n"
    result = migrate_source(HEAD + other + "d = {m.key: m.value for m in run.data.metrics}\n" + other)
    new = "print(list(run.data.metrics.values())[0])\n"
    assert result.new_text == HEAD + new + "d = {m.key: m.value for m in run.data.metrics}\n" + new
    assert [finding.rule for finding in left(result)] == ["RD908"]


def test_a_fix_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    break_dict_copies(monkeypatch, "run.data.metrics or run.data.metrics")
    result = migrate_source(HEAD + "d = {m.key: m.value for m in run.data.metrics}\n")
    assert len(result.new_text or "") < 100_000


# -- text is kept -----------------------------------------------------------------------------

SITE = "for m in run.data.metrics:\n    print(m.key, m.value)\n"
DONE = "for key, value in run.data.metrics.items():\n    print(key, value)\n"


@pytest.mark.parametrize(
    "before, after",
    [
        pytest.param((HEAD + SITE).replace("\n", "\r\n"), (HEAD + DONE).replace("\n", "\r\n"), id="crlf"),
        pytest.param((HEAD + SITE).replace("    ", "\t"), (HEAD + DONE).replace("    ", "\t"), id="tab"),
        pytest.param((HEAD + SITE).rstrip("\n"), (HEAD + DONE).rstrip("\n"), id="no-final-newline"),
        pytest.param(HEAD + "\f\n" + SITE + "\f", HEAD + "\f\n" + DONE + "\f", id="form-feed"),
        pytest.param(HEAD + SITE + "\n\n   \n# end\n", HEAD + DONE + "\n\n   \n# end\n", id="blank-end"),
        pytest.param(HEAD + "s = '\U0001f600\u00e9'\n" + SITE, HEAD + "s = '\U0001f600\u00e9'\n" + DONE, id="astral"),
        pytest.param(
            HEAD.replace("run", "l\u00e4uf\u540d") + SITE.replace("run", "l\u00e4uf\u540d"),
            HEAD.replace("run", "l\u00e4uf\u540d") + DONE.replace("run", "l\u00e4uf\u540d"),
            id="unicode-names",
        ),
        pytest.param(
            HEAD + "x = '" + "y" * 50_000 + "'; " + "print(run.data.metrics[0].key)\n",
            HEAD + "x = '" + "y" * 50_000 + "'; " + "print(list(run.data.metrics)[0])\n",
            id="long-line",
        ),
        pytest.param(
            HEAD + "if 1:\n  x  =  1 ;  y=2\n\n  for  m  in  run . data . metrics  :  print( m . key )# k\n",
            HEAD + "if 1:\n  x  =  1 ;  y=2\n\n  for  key  in  run . data . metrics  :  print( key )# k\n",
            id="odd-blanks",
        ),
        pytest.param(
            HEAD + "for m in \\\n  run.data \\\n  .metrics:\n    print(m\\\n.key)\n",
            HEAD + "for key in \\\n  run.data \\\n  .metrics:\n    print(key)\n",
            id="continuations",
        ),
    ],
)
def test_everything_outside_the_edits_is_kept(before: str, after: str) -> None:
    result = migrate_source(before)
    assert result.new_text == after
    assert left(result) == []


def test_a_file_with_nothing_to_do_is_not_touched() -> None:
    result = migrate_source("import mlflow\r\nx  =  run.data.metrics [ 'a' ]\t\r\n\f")
    assert (result.new_text, result.findings) == (None, ())


# -- what cannot be analysed ------------------------------------------------------------------

MANY_ELIFS = "if 0:\n    pass\n" + "elif run:\n    pass\n" * 800
TOO_DEEP = {
    "strings": "x = (" + "'a' " * 400 + ")\n",
    "elif": MANY_ELIFS,
    "parentheses": "x = " + "(" * 3000 + ")" * 3000 + "\n",
    "nested": "x = " + "[" * 150 + "]" * 150 + "\n",
    "not": "x = " + "not " * 3000 + "1\n",
    "attributes": "x = run" + ".x" * 3000 + "\n",
    "sum": "x = " + " + ".join(["1"] * 1500) + "\n",
    "or": "x = " + " or ".join(["y"] * 3000) + "\n",
    "lambda": "x = " + "lambda: " * 1500 + "1\n",
}


@pytest.mark.parametrize("name", TOO_DEEP)
def test_deep_nesting_ends_as_a_finding(name: str, tmp_path: Path) -> None:
    text = HEAD + SITE + TOO_DEEP[name]
    path = tmp_path / "deep.py"
    path.write_text(text, encoding="utf-8")
    [result] = migrate_paths([path]).files
    if not [finding for finding in result.findings if finding.fixed]:
        assert [(finding.rule, finding.error) for finding in result.findings] == [("RD905", True)]
        assert result.after is None
    assert path.read_text(encoding="utf-8") == text


ONE_SOURCE = """\
import sys
from rundata_migrate.api import migrate_source
result = migrate_source(sys.stdin.read())
print(*(finding.rule for finding in result.findings), result.new_text is None)
"""


@pytest.mark.parametrize("name", TOO_DEEP)
def test_deep_nesting_raises_nothing_from_the_api(name: str) -> None:
    # In a process of its own: pytest would take minutes to show the traceback, and the parser may take the process.
    done = subprocess.run(
        [sys.executable, "-c", ONE_SOURCE],
        input=HEAD + SITE + TOO_DEEP[name],
        capture_output=True,
        text=True,
        check=False,
    )
    last = (done.stderr or "no message").splitlines()[-1]
    assert done.returncode == 0, f"{done.returncode}: {last}"
    assert done.stdout.split() in (["RD301", "False"], ["RD905", "True"])


@pytest.mark.parametrize(
    "text, rule, line",
    [
        pytest.param(HEAD + "def f(:\n    pass\n", "RD900", 3, id="syntax"),
        pytest.param(HEAD + "if 1:\npass\n", "RD900", 4, id="indentation"),
        pytest.param(HEAD + "x = (1,\n", "RD900", None, id="end"),
        pytest.param(HEAD + "x = '\n", "RD900", 3, id="string"),
        pytest.param(HEAD + "print run.data.metrics\n", "RD901", 3, id="print"),
        pytest.param(HEAD + "try:\n    pass\nexcept ValueError, e:\n    pass\n", "RD901", 5, id="except"),
        pytest.param(HEAD + "raise ValueError, 'x'\n", "RD901", 3, id="raise"),
        pytest.param(HEAD + "exec 'x'\n", "RD901", 3, id="exec"),
    ],
)
def test_what_cannot_be_parsed_is_named(text: str, rule: str, line: int | None) -> None:
    result = migrate_source(text)
    assert result.new_text is None
    [finding] = result.findings
    assert (finding.rule, finding.error, finding.safety) == (rule, True, Safety.MANUAL)
    assert line is None or finding.place.line == line


@pytest.mark.parametrize("text", ["", "\n", "#", "\f", "'doc'"])
def test_next_to_nothing(text: str) -> None:
    result = migrate_source(text)
    assert (result.new_text, result.findings) == (None, ())


# -- the shim ---------------------------------------------------------------------------------

LEFT = "x = {p.key: p for p in run.data.params}\n"
SHIMMED = "x = {p.key: p for p in rundata_compat.entities(run.data).params}\n"
IMPORT = "import rundata_compat\n"


@pytest.mark.parametrize(
    "before, after",
    [
        pytest.param(HEAD + LEFT, "import mlflow\n" + IMPORT + HEAD.split("\n", 1)[1] + SHIMMED, id="imports"),
        pytest.param(
            '"""Doc."""\nfrom __future__ import annotations\n\nimport mlflow\n\nrun = mlflow.active_run()\n' + LEFT,
            '"""Doc."""\nfrom __future__ import annotations\n\nimport mlflow\n'
            + IMPORT
            + "\nrun = mlflow.active_run()\n"
            + SHIMMED,
            id="docstring-and-future",
        ),
        pytest.param(
            "#!/usr/bin/env python\n# License\n\nimport mlflow  # why\n\n\nrun = mlflow.active_run()\n" + LEFT,
            "#!/usr/bin/env python\n# License\n\nimport mlflow  # why\n"
            + IMPORT
            + "\n\nrun = mlflow.active_run()\n"
            + SHIMMED,
            id="license",
        ),
        pytest.param(
            "from mlflow import (\n    active_run,\n    start_run,\n)\nrun = active_run()\n" + LEFT,
            "from mlflow import (\n    active_run,\n    start_run,\n)\n" + IMPORT + "run = active_run()\n" + SHIMMED,
            id="import-of-lines",
        ),
        pytest.param(IMPORT + HEAD + LEFT, IMPORT + HEAD + SHIMMED, id="already-imported"),
        pytest.param(
            "def f():\n    import mlflow\n    run = mlflow.active_run()\n"
            "    return {p.key: p for p in run.data.params}\n",
            IMPORT + "def f():\n    import mlflow\n    run = mlflow.active_run()\n"
            "    return {p.key: p for p in rundata_compat.entities(run.data).params}\n",
            id="no-imports-at-the-top",
        ),
        pytest.param(
            '"""Doc."""\ndef f():\n    import mlflow\n    return {p.key: p for p in mlflow.active_run().data.params}\n',
            '"""Doc."""\n' + IMPORT + "def f():\n    import mlflow\n"
            "    return {p.key: p for p in rundata_compat.entities(mlflow.active_run().data).params}\n",
            id="docstring-alone",
        ),
        pytest.param(
            (HEAD + LEFT).replace("\n", "\r\n"),
            ("import mlflow\n" + IMPORT + HEAD.split("\n", 1)[1] + SHIMMED).replace("\n", "\r\n"),
            id="crlf",
        ),
    ],
)
def test_the_shim_and_its_import(before: str, after: str) -> None:
    result = migrate_source(before, fallback="shim")
    assert result.new_text == after
    assert left(result) == []
    assert migrate_source(after, fallback="shim").new_text is None


@pytest.mark.parametrize(
    "line",
    ["rundata_compat = 1\n", "def rundata_compat(): pass\n", "import x as rundata_compat\n"],
    ids=lambda x: x[:9],
)
def test_where_the_name_is_taken_the_shim_stays_away(line: str) -> None:
    result = migrate_source(HEAD + line + LEFT, fallback="shim")
    assert result.new_text is None
    assert [finding.rule for finding in left(result)] == ["RD307"]


def test_what_can_be_rewritten_needs_no_shim() -> None:
    assert migrate_source(HEAD + SITE, fallback="shim").new_text == HEAD + DONE


# -- how it knows -----------------------------------------------------------------------------


def chains(text: str) -> list[str]:
    return [" <- ".join(site.why) for site in migrate_source(text, explain_sites=True).sites]


def test_the_chain_leads_back_to_mlflow() -> None:
    text = (
        "from mlflow.tracking import MlflowClient\n\nclient = MlflowClient()\n"
        + "\n" * 8
        + "run = client.get_run(i)\nprint([m.key for m in run.data.metrics])\n"
    )
    assert chains(text) == ["run <- client.get_run(...) line 12 <- MlflowClient() line 3"]


def test_the_chain_goes_through_functions() -> None:
    text = (
        "import mlflow\ndef best():\n    return mlflow.active_run()\n"
        "def show(run):\n    print([m.key for m in run.data.metrics])\nshow(best())\n"
    )
    [chain] = chains(text)
    assert chain.startswith("run <- ")
    assert "best()" in chain
    assert chain.endswith("mlflow.active_run() line 3")


def test_sites_are_listed_only_if_asked_for() -> None:
    assert migrate_source(ONE_ROUND).sites == ()
    assert len(migrate_source(ONE_ROUND, explain_sites=True).sites) == 3


def test_what_is_not_done_after_the_last_round_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.rounds, "MAX_ROUNDS", 0)
    result = migrate_source(HEAD + "for m in run.data.metrics:\n    print(m.key)\n")
    assert result.new_text is None
    assert [(finding.rule, finding.fixed) for finding in result.findings] == [("RD908", False)]
