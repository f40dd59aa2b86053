"""What a record of a running program decides, and what it does not."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
from pathlib import Path
from typing import Any

import program_envs
import pytest
from rundata_compat.operations import OPERATIONS

from rundata_migrate import cli, evidence
from rundata_migrate.api import RunResult, migrate_paths, migrate_source
from rundata_migrate.findings import DocumentResult, EngineOptions, Finding, KnownBy, RecordedUse

COMPAT = Path(__file__).resolve().parents[2] / "compat"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def row(text: str, snippet: str, operation: str, container: str = "metrics", **more: Any) -> dict[str, Any]:
    """A line of a record about the first ``snippet`` in the text; ``«`` and ``»`` around the part that is meant."""
    start = text.index(snippet.replace("«", "").replace("»", ""))
    part = snippet
    if "«" in snippet:
        start += snippet.index("«")
        part = snippet[snippet.index("«") + 1 : snippet.index("»")]
    end = start + len(part)
    line, end_line = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
    column = len(text[text.rfind("\n", 0, start) + 1 : start].encode())
    end_column = len(text[text.rfind("\n", 0, end) + 1 : end].encode())
    return {
        "version": 1,
        "file": "code.py",
        "line": line,
        "end_line": end_line,
        "col": column,
        "end_col": end_column,
        "operation": operation,
        "container": container,
        "source": text.splitlines()[line - 1].strip(),
        "count": 3,
        **more,
    }


def write_record(rows: list[dict[str, Any]], name: str = "uses.jsonl") -> str:
    Path(name).write_text("".join(json.dumps(one) + "\n" for one in rows))
    return name


def migrate(text: str, *rows: dict[str, Any], **options: Any) -> DocumentResult:
    return migrate_source(text, path="code.py", evidence=[write_record(list(rows))] if rows else [], **options)


def rules(result: DocumentResult | RunResult) -> list[str]:
    return [finding.rule for finding in result.findings]


def reason(result: DocumentResult) -> str:
    (finding,) = result.findings
    assert finding.rule == "RD411"
    assert result.new_text is None
    return finding.message


# -- what a record decides --------------------------------------------------------------------------

LOOP = "import plugin\nitems = plugin.current()\nfor m in items:\n    print(m.key, m.value)\n"
LOOP_AFTER = "import plugin\nitems = plugin.current()\nfor key, value in items.items():\n    print(key, value)\n"
LOOP_ROWS = [
    row(LOOP, "for m in «items»", "iter"),
    row(LOOP, "m.key", "entity.key"),
    row(LOOP, "m.value", "entity.value"),
]


def test_nothing_without_evidence() -> None:
    assert migrate(LOOP) == DocumentResult("code.py")


def test_a_loop_over_an_unknown_name() -> None:
    result = migrate(LOOP, *LOOP_ROWS)
    assert result.new_text == LOOP_AFTER
    (finding,) = result.findings
    assert (finding.rule, finding.container, finding.known_by) == ("RD301", "metrics", KnownBy.RUNNING)
    assert (finding.why, finding.recorded) == (("items", "recorded 3 times at line 3"), 6)


@pytest.mark.parametrize(
    "before, recorded, after",
    [
        (
            "for m in plugin.current():\n    print(m.key)\n",
            "in «plugin.current()»",
            "for key in plugin.current():\n    print(key)\n",
        ),
        ("print({m.key: m.value for m in x.stuff})\n", "in «x.stuff»", "print(dict(x.stuff))\n"),
        ("print({m.key: m.value for m in x['m']})\n", "in «x['m']»", "print(dict(x['m']))\n"),
        ("def f(a):\n    return [m.key for m in a]\n", "in «a»]", "def f(a):\n    return list(a)\n"),
        (
            "class A:\n  def __init__(self, a):\n    self.a = a\n  def f(self):\n    return [m.key for m in self.a]\n",
            "in «self.a»",
            "class A:\n  def __init__(self, a):\n    self.a = a\n  def f(self):\n    return list(self.a)\n",
        ),
        (
            "a = x.f() or []\nfor m in a:\n    print(m.key, m.value)\n",
            "in «a»:",
            "a = x.f() or {}\nfor key, value in a.items():\n    print(key, value)\n",
        ),
        (
            "from plugin import a\nprint([m.value for m in a])\n",
            "in «a»]",
            "from plugin import a\nprint(list(a.values()))\n",
        ),
        (
            "é = 'ü'; print('é', [m.key for m in x.stuff])\n",
            "in «x.stuff»",
            "é = 'ü'; print('é', list(x.stuff))\n",
        ),
    ],
)
def test_an_expression_of_unknown_origin(before: str, recorded: str, after: str) -> None:
    assert migrate(before).new_text is None
    result = migrate(before, row(before, recorded, "iter"))
    assert result.new_text == after
    assert all(finding.fixed for finding in result.findings)


@pytest.mark.parametrize(
    "span",
    ["for m in «items»", "«for m in items:\n    print(m.key, m.value)»"],
    ids=["from 3.13", "up to 3.12"],
)
def test_where_the_versions_of_python_say_that_a_loop_is(span: str) -> None:
    assert migrate(LOOP, row(LOOP, span, "iter")).new_text == LOOP_AFTER


@pytest.mark.parametrize("span", ["in «x.a»)", "«(m.key for m in x.a)»"], ids=["from 3.13", "up to 3.12"])
def test_where_the_versions_of_python_say_that_a_generator_is(span: str) -> None:
    text = "print(sorted(m.key for m in x.a))\n"
    assert migrate(text, row(text, span, "iter")).new_text == "print(sorted(x.a))\n"


def test_without_columns_the_line_decides() -> None:
    rows = [{**one, "col": None, "end_col": None, "end_line": one["line"]} for one in LOOP_ROWS]
    assert migrate(LOOP, *rows).new_text == LOOP_AFTER


def test_without_what_later_releases_record() -> None:
    rows = [{name: value for name, value in one.items() if name != "source"} for one in LOOP_ROWS]
    assert migrate(LOOP, *rows).new_text == LOOP_AFTER


@pytest.mark.parametrize(
    "operation, use, after",
    [
        ("[int]", "items[0].value", "list(items.values())[0]"),
        ("[slice]", "[m.key for m in items[:2]]", "list(items)[:2]"),
    ],
)
def test_list_operations_show_a_container_by_themselves(operation: str, use: str, after: str) -> None:
    text = f"items = plugin.current()\nprint({use})\n"
    part = use.replace("items[", "«items[").replace("]", "]»", 1) if operation == "[int]" else "«items[:2]»"
    assert migrate(text, row(text, part, operation)).new_text == f"items = plugin.current()\nprint({after})\n"


@pytest.mark.parametrize(
    "call, after",
    [
        ("«sorted(items, key=lambda m: m.value)»[0].key", "sorted(items.items(), key=lambda item: item[1])[0][0]"),
        ("[(n, m.value) for n, m in «enumerate(items)»]", "[(n, value) for n, value in enumerate(items.values())]"),
        ("list(«map(lambda m: m.key, items)»)", "list(items)"),
    ],
)
@pytest.mark.parametrize("columns", [True, False])
def test_a_call_that_is_given_the_variable(call: str, after: str, columns: bool) -> None:
    text = "items = plugin.current()\nprint({}, len(items))\n".format(call.replace("«", "").replace("»", ""))
    recorded = row(text, call, "iter", names=["items"])
    if not columns:
        recorded.update(col=None, end_col=None)
    assert migrate(text, recorded).new_text == f"items = plugin.current()\nprint({after}, len(items))\n"
    assert migrate(text, {**recorded, "names": ["other"]}).new_text is None


def test_a_call_whose_argument_holds_the_container_proves_nothing_of_it() -> None:
    text = "c = plugin.every()\nprint(sorted(c, key=lambda m: m.value)[0].key)\n"
    rows = [
        row(text, "sorted(c, key=lambda m: m.value)", "iter", names=["metrics"]),
        row(text, "m.value", "entity.value"),
    ]
    assert "whether it comes from a container or from a list" in reason(migrate(text, *rows))


def test_other_uses_of_the_same_name_go_with_it() -> None:
    text = LOOP + "if rare():\n    print(items[0].value)\n"
    result = migrate(text, *LOOP_ROWS)
    assert result.new_text == LOOP_AFTER + "if rare():\n    print(list(items.values())[0])\n"


def test_a_list_operation_that_has_no_rewrite_is_named_as_such() -> None:
    text = "items = plugin.current()\nitems.sort(key=len)\n"
    assert rules(migrate(text, row(text, "items.sort(key=len)", "sort"))) == ["RD403"]


def test_two_containers_at_one_place() -> None:
    rows = [row(LOOP, "for m in «items»", "iter", container) for container in ("metrics", "params")]
    result = migrate(LOOP, *rows)
    assert result.new_text == LOOP_AFTER
    assert result.findings[0].container is None


LIKELY = "def f(run):\n    for m in run.data.metrics:\n        print(m.key, m.value)\n"


def test_a_likely_site_becomes_proven_by_what_its_elements_are_read_as() -> None:
    (without,) = migrate(LIKELY, uses_mlflow=True).findings
    (with_it,) = migrate(LIKELY, row(LIKELY, "m.key", "entity.key")).findings
    assert (without.confidence.value, without.known_by) == ("likely", KnownBy.SHAPE)
    assert (with_it.confidence.value, with_it.known_by) == ("proven", KnownBy.RUNNING)
    assert with_it.why[-1] == "recorded 3 times at line 3"


def test_a_record_decides_between_mlflow_and_a_look_alike_nearby() -> None:
    text = "from databricks.sdk import WorkspaceClient\nimport mlflow\n" + LIKELY
    assert rules(migrate(text)) == ["RD408"]
    assert rules(migrate(text, row(text, "m.key", "entity.key"))) == ["RD301"]


def test_a_site_that_flow_proves_is_proven_by_both() -> None:
    text = "import mlflow\n" + LIKELY.replace("run.data", "mlflow.active_run().data")
    (finding,) = migrate(text, row(text, "m.key", "entity.key")).findings
    assert (finding.known_by, finding.recorded) == (KnownBy.BOTH, 3)
    (finding,) = migrate(text).findings
    assert (finding.known_by, finding.recorded) == (KnownBy.FLOW, 0)


# -- what it does not decide ------------------------------------------------------------------------


def test_a_list_of_entities_is_no_container() -> None:
    """The elements are the shim's, what is iterated is a list: ``.items()`` would fail."""
    said = reason(migrate(LOOP, row(LOOP, "m.key", "entity.key")))
    assert "whether it comes from a container or from a list is not recorded" in said


@pytest.mark.parametrize(
    "text, said",
    [
        ("items = plugin.current()\nif c:\n    items = [1]\nfor m in items:\n    print(m.key)\n", "something else"),
        ("items = []\nif c:\n    items = plugin.current()\nfor m in items:\n    print(m.key)\n", "something else"),
        ("items = plugin.current() if c else rows()[:2] + [1]\nfor m in items:\n    print(m.key)\n", "something else"),
        ("items = [entity()]\nfor m in items:\n    print(m.key)\n", "or from a list"),
        ("def f(items=()):\n    for m in items:\n        print(m.key)\n", "default"),
        (
            "def f(items):\n    for m in items:\n        print(m.key)\nf([1])\nf(plugin.current())\nplugin.add(f)\n",
            "line 4",
        ),
        ("def f(items):\n    for m in items:\n        print(m.key)\nf(sorted(plugin.current()))\n", "something else"),
        ("for items in (plugin.current(), []):\n    for m in items:\n        print(m.key)\n", "something else"),
        (
            "items = plugin.current()\ndef reset():\n    global items\n    items = []\ndef f():\n"
            "    for m in items:\n        print(m.key)\n",
            "something else",
        ),
        (
            "class A:\n  def __init__(self, a):\n    self.items = a\n  def f(self):\n    for m in self.items:\n"
            "      print(m.key)\nA([1])\nplugin.add(A)\n",
            "line 7",
        ),
        (
            "class B:\n  items = []\nx = plugin.current()\nif not x:\n  x = B()\nfor m in x.items:\n  print(m.key)\n",
            "different things",
        ),
        (
            "class B:\n  items = []\nx = plugin.current()\nif not x:\n  x = B()\ny = x.items\n"
            "for m in y:\n  print(m.key)\n",
            "different things",
        ),
        (
            "import functools\ndef f(items):\n    for m in items:\n        print(m.key)\n"
            "functools.partial(f, [1])()\nplugin.add(f)\n",
            "functools.partial",
        ),
        ("def f(**kw):\n    for m in kw['items']:\n        print(m.key)\nf(items=[1], n=3)\n", "line 4"),
        (
            "def get():\n  return plugin.current() if c else [1]\nfor m in get():\n  print(m.key)\n",
            "something else",
        ),
        (
            "from databricks.sdk import WorkspaceClient\nw = WorkspaceClient()\n"
            "items = w.experiments.get_run('r').run\nfor m in items:\n  print(m.key)\n",
            "something else",
        ),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_what_flow_knows_of_comes_first(text: str, said: str) -> None:
    loop = next(
        name for name in ("self.items", "x.items", "kw['items']", "get()", "y", "items") if f"in {name}:\n" in text
    )
    result = migrate(text, row(text, f"for m in «{loop}»", "iter"), row(text, "m.key", "entity.key"))
    assert said in reason(result)


def test_what_may_be_either_by_flow_stays_in_doubt() -> None:
    text = "import mlflow\nitems = mlflow.active_run().data.metrics if c else plugin.f()\n"
    text += "for m in items:\n  print(m.key)\n"
    result = migrate(text, row(text, "for m in «items»", "iter"), row(text, "m.key", "entity.key"))
    assert (rules(result), result.new_text) == (["RD408"], None)


def test_another_file_may_call_a_function_with_something_else(here: Path) -> None:
    helper = "def show(items):\n    for m in items:\n        print(m.key)\n"
    (here / "code.py").write_text(helper)
    record = write_record([row(helper, "for m in «items»", "iter"), row(helper, "m.key", "entity.key")])
    assert rules(migrate_paths(["code.py"], evidence=[record])) == ["RD301"]
    (here / "setup.py").touch()
    (here / "other.py").write_text(
        "import code\nimport mlflow\ncode.show(mlflow.tracking.MlflowClient().get_metric_history('r', 'k'))\n"
    )
    result = migrate_paths(["."], evidence=[record])
    assert rules(result) == ["RD411"]
    assert "the flow through the code says that this is something else" in result.findings[0].message


def test_new_style_reads_of_a_recorded_container_are_left() -> None:
    text = "items = plugin.current()\nfor k in items:\n    print(items[k], 'f1' in k.lower())\n"
    assert migrate(text, row(text, "for k in «items»", "iter")) == DocumentResult("code.py")


@pytest.mark.parametrize(
    "now, unlike",
    [
        (LOOP.replace("in items:", "in items :"), "the text"),
        ("# a line more\n" + LOOP, "the line"),
        (LOOP_AFTER, "the fix"),
        ("", "all"),
    ],
)
def test_a_line_that_has_changed_is_not_what_was_recorded(now: str, unlike: str) -> None:
    result = migrate(now, LOOP_ROWS[0])
    assert (result.findings, result.new_text, result.outdated) == ((), None, 1)


def test_the_same_text_in_another_function_is_another_place() -> None:
    one = "def f():\n    for m in plugin.current():\n        print(m.key)\n"
    two = one.replace("def f", "def g")
    recorded = row(one, "plugin.current()", "iter", function="f")
    assert rules(migrate(one, recorded)) == ["RD301"]
    assert migrate(two, recorded) == DocumentResult("code.py", outdated=1)


def test_without_columns_two_of_a_kind_are_named() -> None:
    text = "print(a[0].key, b[0].key)\n"
    result = migrate(text, row(text, "a[0]", "[int]", col=None, end_col=None))
    assert "2 expressions on this line may be meant" in reason(result)
    assert result.findings[0].place.line == 1


def test_columns_that_fit_nothing_prove_nothing() -> None:
    result = migrate(LOOP, row(LOOP, "for m in «item»", "iter"))
    assert (result.findings, result.outdated) == ((), 1)


def test_a_generator_of_pytests_assertions() -> None:
    """Its rewritten assertions have the columns of the whole statement."""
    text = "items = plugin.current()\nassert items[0].value == 1\n"
    result = migrate(text, row(text, "assert items[0].value == 1", "[int]"))
    assert result.new_text == "items = plugin.current()\nassert list(items.values())[0] == 1\n"


def test_a_place_that_a_fix_changes_is_not_named() -> None:
    text = "import mlflow\nc = mlflow.active_run().data.metrics\nprint([m for m in c if m.key == 'a'][0].value)\n"
    rows = [row(text, "m.key", "entity.key"), row(text, "[m for m in c if m.key == 'a'][0].value", "entity.value")]
    result = migrate(text, *rows)
    assert result.new_text is not None
    assert rules(result) == ["RD101"]


def test_a_use_by_way_of_a_c_function_is_found_with_its_container() -> None:
    text = "import mlflow\nfrom operator import attrgetter\nc = mlflow.active_run().data.metrics\n"
    text += "print(max(c, key=attrgetter('value')).key)\n"
    assert rules(migrate(text, row(text, "max(c, key=attrgetter('value'))", "entity.value"))) == ["RD502", "RD303"]
    text = "import random\nprint(random.choice(items))\n"
    assert "which part of this" in reason(migrate(text, row(text, "random.choice(items)", "[int]")))


KINDS = {
    "entity.key": "m.key",
    "entity.value": "m.value",
    "entity.timestamp": "m.timestamp",
    "entity.step": "m.step",
    "entity.dict": "dict(m)",
    "entity": "m.to_proto()",
    "[int]": "c[0]",
    "[slice]": "c[1:]",
    "[int] =": "«c[0]» = m",
    "[slice] =": "«c[1:]» = [m]",
    "del [int]": "del «c[0]»",
    "del [slice]": "del «c[1:]»",
    "append": "c.append(m)",
    "extend": "c.extend([m])",
    "insert": "c.insert(0, m)",
    "remove": "c.remove(m)",
    "pop": "c.pop()",
    "index": "c.index(m)",
    "count": "c.count(m)",
    "sort": "c.sort(key=order)",
    "reverse": "c.reverse()",
    "+": "c + [m]",
    "+=": "c += [m]",
    "*": "c * 2",
    "in": "m in c",
    "==": "c == [m]",
    "!=": "c != [m]",
    "type()": "type(c)([m])",
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_whatever_the_shim_records_is_understood(operation: str) -> None:
    text = f"def use(c, m, order):\n    {KINDS[operation].replace('«', '').replace('»', '')}\n"
    result = migrate(text, row(text, KINDS[operation], operation))
    assert result.findings, operation
    assert "RD411" in rules(result) or any(finding.recorded for finding in result.findings)


@pytest.mark.parametrize(
    "use, operation",
    [("random.choice(c)", "[int]"), ("itemgetter(0)(c)", "[int]"), ("type(c)(m for m in c)", "type()")],
)
@pytest.mark.parametrize("columns", [True, False])
def test_a_use_by_a_call_is_named_though_its_container_is_known(use: str, operation: str, columns: bool) -> None:
    text = f"import mlflow, random\nfrom operator import itemgetter\nc = mlflow.active_run().data.metrics\nx = {use}\n"
    recorded = row(text, use, operation, **({} if columns else {"col": None, "end_col": None}))
    assert "RD411" not in rules(migrate(text))
    assert "RD411" in rules(migrate(text, recorded))


def test_a_recorded_use_can_be_suppressed_and_deselected() -> None:
    text = "for m in plugin.best():\n    print(m.key)  # rundata: ignore[RD411]\n"
    assert migrate(text, row(text, "m.key", "entity.key")) == DocumentResult("code.py")
    text = text.replace("  # rundata: ignore[RD411]", "")
    assert migrate(text, row(text, "m.key", "entity.key"), ignore=["RD411"]) == DocumentResult("code.py")


# -- which file is which ----------------------------------------------------------------------------


def matched(file: str, *paths: str, folder: str = "/records") -> list[str]:
    use = RecordedUse(1, 1, None, None, "iter", "metrics", 1)
    found = evidence.match(evidence.Recorded({(file, folder): (use,)}), paths)
    assert found.places == 1
    assert found.elsewhere == (not found.files)
    return list(found.files)


@pytest.mark.parametrize(
    "file, expected",
    [
        ("/container/app/pkg/a.py", ["src/pkg/a.py"]),
        ("C:\\work\\pkg\\a.py", ["src/pkg/a.py"]),
        ("pkg/a.py", ["src/pkg/a.py"]),
        ("/app/other/a.py", []),  # two files of that name, none nearer
        ("/app/b.py", ["src/pkg/b.py"]),
        ("/venv/lib/python3.11/site-packages/tool/b.py", []),
        ("/app/c.py", []),
        ("<string>", []),
        ("<ipython-input-1>/b.py", []),
        ("", []),
    ],
)
def test_a_file_from_elsewhere_by_the_end_of_its_path(file: str, expected: list[str]) -> None:
    assert matched(file, "src/pkg/a.py", "src/lib/a.py", "src/pkg/b.py") == expected


def test_a_file_that_is_there_and_was_not_asked_for_is_another(here: Path) -> None:
    (here / "old").mkdir()
    (here / "old" / "b.py").touch()
    assert matched(str(here / "old" / "b.py"), "src/b.py") == []
    assert matched(str(here / "gone" / "b.py"), "src/b.py") == ["src/b.py"]


def test_a_file_through_links(here: Path) -> None:
    (here / "real").mkdir()
    (here / "real" / "b.py").touch()
    (here / "link").symlink_to("real")
    (here / "alias.py").symlink_to("real/b.py")
    assert matched(str(here / "link" / "b.py"), "alias.py", "other/b.py") == ["alias.py"]
    assert matched("../real/b.py", "link/b.py", folder=str(here / "records")) == ["link/b.py"]


def test_records_add_up() -> None:
    other = write_record([LOOP_ROWS[0], LOOP_ROWS[0]], "more.jsonl")
    Path("other").mkdir()
    moved = write_record([{**LOOP_ROWS[0], "file": "/elsewhere/code.py"}], "other/uses.jsonl")
    result = migrate_source(LOOP, path="code.py", evidence=[write_record(LOOP_ROWS), other, moved])
    assert result.findings[0].why == ("items", "recorded 12 times at line 3")


def test_evidence_is_plain_data() -> None:
    options = EngineOptions(evidence={"a.py": (RecordedUse(1, 1, 2, 3, "iter", "tags", 4, "f", "x"),)})
    assert pickle.loads(pickle.dumps(options)) == options


# -- the command line -------------------------------------------------------------------------------


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(list(arguments))
        printed = capfd.readouterr()
        return status, printed.out, printed.err

    return call


def test_on_the_command_line(run: Any) -> None:
    Path("code.py").write_text(LOOP)  # nothing in it that the screens would let through
    left = "for m in plugin.best():\n    print(m.key)\n"
    Path("left.py").write_text(left)
    rows = [*LOOP_ROWS, row(left, "m.key", "entity.key", file="left.py"), row(LOOP, "m.key", "iter", file="/gone.py")]
    record = write_record(rows)
    assert run(".") == (0, "Nothing to migrate in 2 files.\n", "")
    status, out, err = run(".", "--evidence", record, "--jobs", "2")
    assert (status, err) == (1, "")
    assert out.splitlines()[-2:] == [
        "Fixed 1 site in 1 file; 1 left.",
        "Sites proven by flow: 0, by running: 1, by both: 0. Of 5 recorded places: 1 in files that were not asked for.",
    ]
    assert "left.py:2:11: RD411 run.data.metrics was used as a list here (entity.key): " in out
    assert "    why: recorded 3 times at line 2\n" in out
    assert Path("code.py").read_text() == LOOP_AFTER
    status, out, _ = run(".", "--evidence", record)
    assert Path("code.py").read_text() == LOOP_AFTER
    assert out.splitlines()[-2] == "1 left."
    assert out.splitlines()[-1].endswith("1 in files that were not asked for, 3 in lines that have changed since.")


def test_in_json_and_for_github(run: Any) -> None:
    Path("code.py").write_text(LOOP)
    record = write_record(LOOP_ROWS)
    _, out, _ = run("code.py", "--check", "--output-format", "json", "--evidence", record)
    report = json.loads(out)
    assert {name: report["summary"][name] for name in ("by_flow", "by_running", "by_both", "recorded")} == {
        "by_flow": 0,
        "by_running": 1,
        "by_both": 0,
        "recorded": 3,
    }
    (finding,) = report["findings"]
    assert (finding["known_by"], finding["recorded"]) == ("running", 6)
    _, out, _ = run("code.py", "--check", "--output-format", "github", "--evidence", record)
    assert out.endswith("Sites proven by flow: 0, by running: 1, by both: 0.\n")


def test_standard_input(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = open(os.devnull, "rb")  # noqa: SIM115

    record = write_record(LOOP_ROWS)
    Path("in.py").write_text(LOOP)
    with open("in.py", "rb") as Stdin.buffer:
        monkeypatch.setattr("sys.stdin", Stdin)
        _, out, _ = run("--stdin-filename", "code.py", "--evidence", record, "--", "-")
    assert out == LOOP_AFTER


def test_records_named_in_the_settings_are_beside_them(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pyproject.toml").write_text('[tool.rundata-migrate]\nevidence = ["records/*.jsonl"]\n')
    for folder in ("records", "sub"):
        Path(folder).mkdir()
    Path("sub/code.py").write_text(LOOP)
    write_record([{**one, "file": "../sub/code.py"} for one in LOOP_ROWS], "records/one.jsonl")
    monkeypatch.chdir("sub")
    assert run("code.py")[0] == 0
    assert Path("code.py").read_text() == LOOP_AFTER


@pytest.mark.parametrize(
    "content, said",
    [
        (None, "uses.jsonl: No such file or directory"),
        (b"{\n", "uses.jsonl:2: not a line of JSON: "),
        (b"\n", "uses.jsonl:2: not a line of JSON: "),
        (b"\xff\n", "uses.jsonl:2: not valid UTF-8"),
        (b"[]\n", "uses.jsonl:2: not a record of rundata_compat"),
        (b'{"version": 2}\n', "uses.jsonl:2: format 2 is unknown; this release reads format 1"),
        (b'{"version": 1}\n', "uses.jsonl:2: file is missing"),
        (b'{"version": 1, "file": 3}\n', "uses.jsonl:2: file has the wrong type"),
        (json.dumps({**LOOP_ROWS[0], "names": [3]}).encode() + b"\n", "uses.jsonl:2: names has the wrong type"),
        (json.dumps({**LOOP_ROWS[0], "line": True}).encode() + b"\n", "uses.jsonl:2: line has the wrong type"),
        (json.dumps(LOOP_ROWS[0]).encode()[:-9], "uses.jsonl:2: not a line of JSON: "),
    ],
)
def test_a_broken_record_stops_everything_before_it_begins(run: Any, content: bytes | None, said: str) -> None:
    Path("code.py").write_text(LOOP)
    if content is not None:
        Path("uses.jsonl").write_bytes(json.dumps(LOOP_ROWS[0]).encode() + b"\n" + content)
    good = write_record(LOOP_ROWS, "good.jsonl")
    status, out, err = run("code.py", "--evidence", good, "--evidence", "uses.jsonl")
    assert (status, out) == (2, "")
    assert err.startswith(f"rundata-migrate: {said}")
    assert err.count("\n") == 1
    assert Path("code.py").read_text() == LOOP


def test_a_record_that_is_no_file(run: Any) -> None:
    Path("code.py").write_text(LOOP)
    Path("folder").mkdir()
    status, _, err = run("code.py", "--evidence", "folder")
    assert status == 2
    assert err.startswith("rundata-migrate: folder: ")


def test_a_pattern_that_matches_nothing_is_no_error(run: Any) -> None:
    Path("code.py").write_text("x = 1\n")
    assert run("code.py", "--evidence", "no/*.jsonl") == (0, "Nothing to migrate in 1 file.\n", "")
    Path("pyproject.toml").write_text('[tool.rundata-migrate]\nevidence = ["no/*.jsonl"]\n')
    assert run("code.py") == (0, "Nothing to migrate in 1 file.\n", "")


def test_paths_may_follow_a_record(run: Any) -> None:
    Path("code.py").write_text(LOOP)
    record = write_record(LOOP_ROWS)
    assert run("--evidence", record, "--check", "code.py") == run("code.py", "--check", "--evidence", record)


def test_an_empty_record_says_nothing(run: Any) -> None:
    Path("code.py").write_text(LOOP)
    Path("uses.jsonl").touch()
    assert run("code.py", "--evidence", "uses.jsonl") == (0, "Nothing to migrate in 1 file.\n", "")


# -- recorded by the shim, on real MLflow -----------------------------------------------------------

PLUGIN = '''\
"""A plug-in without types, installed somewhere."""
import inspect
import itertools
from mlflow.entities import Metric, Param, RunData, RunTag


def metric(key, value):
    return Metric(key, value, 1, 0) if LATER else Metric(key, value, 1)


LATER = len(inspect.signature(Metric.__init__).parameters) > 4 and "step" in str(inspect.signature(Metric.__init__))
LATER = LATER and inspect.signature(Metric.__init__).parameters["step"].default is inspect.Parameter.empty
NOTHING = RunData([], [], [])
DATA = RunData(
    [metric("acc", 0.0), metric("auc", float("nan")), metric("loss", -1.5)],
    [Param("lr", ""), Param("none", "None"), Param("n", "0")],
    [RunTag("team", "red"), RunTag("empty", "")],
)


class Box:
    def __init__(self, data):
        self.stuff, self.labels = data.params, data.tags


def current(name="full"):
    return {"full": DATA, "empty": NOTHING}[name].metrics


def box():
    return Box(DATA)


def call(function):
    return [function(data.params) for data in (DATA, NOTHING)]


def best():
    return [m for m in DATA.metrics if m.key != "loss"]


def every():
    return itertools.chain.from_iterable([DATA.metrics, NOTHING.metrics])
'''

LEGACY = '''\
"""Nothing here says that it is about runs."""
import plugin

items = plugin.current()
print({i.key: i.value for i in items}, len(items))
for i in items:
    print(i.key, i.value)
print(items[0].key, [i for i in items if i.key == "acc"][0].value)
auc = next((i for i in items if i.key == "auc"), None)
print(auc.value if auc else "none", any(i.key == "f1" for i in items))
if len(items) > 100:
    print("never run", items[100].value)
for name in ("full", "empty"):
    print(name, [(m.key, m.value) for m in plugin.current(name)])


class Holder:
    def __init__(self, box):
        self.params = box.stuff

    def text(self):
        return ", ".join(p.key + "=" + p.value for p in self.params)


box = plugin.box()
print(Holder(box).text())
labels = box.labels
print(sorted(labels, key=lambda t: t.key)[0].value, sorted(t.key for t in labels))
print([t.value for t in box.labels if t.key == "empty"][0] == "")
labels = box.labels or []
print(max(labels, key=lambda t: t.value).key, {t.key for t in labels} == {"team", "empty"})


def as_dict(parameters):
    return {p.key: p.value for p in parameters}


def first(parameters):
    try:
        return [p for p in parameters if p.key == "lr"][0].value
    except IndexError:
        return "missing"


print(plugin.call(as_dict), plugin.call(first))
'''

LISTS = '''\
"""Lists of entities: what a loop goes over is no container."""
import plugin

for m in plugin.best():
    print(m.key)
for m in plugin.every():
    print(m.value)
best = plugin.best()
print([m.key for m in sorted(best, key=lambda m: m.value)])
'''


def play(version: str, folder: Path, script: str, record: Path | None = None) -> str:
    """Run a script with MLflow of this version; with the shim recording where there is a record."""
    interpreter = program_envs.interpreter(version)
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("MLFLOW_", "PYTEST_", "RUNDATA_"))
    }
    environment.update(
        PYTHONPATH=os.pathsep.join([str(folder / "installed"), str(COMPAT)]),
        PYTHONWARNINGS="ignore",
        MLFLOW_DISABLE_TELEMETRY="true",
        GIT_PYTHON_REFRESH="quiet",
    )
    code = f"import runpy; runpy.run_path({str(folder / 'project' / script)!r}, run_name='__main__')"
    if record is not None:
        code = f"import rundata_compat; rundata_compat.install('record', {str(record)!r}); " + code
    done = subprocess.run(
        [str(interpreter), "-c", code], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The program as it is on 0.9.1, and what the shim recorded of it on 0.9.1 and on the newest MLflow."""
    folder = tmp_path_factory.mktemp("recorded")
    for name, text in {"installed/plugin": PLUGIN, "project/legacy": LEGACY, "project/lists": LISTS}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(text)
    both = "import os, runpy\nhere = os.path.dirname(__file__)\nfor name in ('legacy.py', 'lists.py'):\n"
    both += "    runpy.run_path(os.path.join(here, name))\n"
    (folder / "project" / "both.py").write_text(both)
    printed = {"plain": play(program_envs.OLD, folder, "both.py")}
    for version in (program_envs.OLD, "3"):
        printed[version] = play(version, folder, "both.py", folder / f"{version}.jsonl")
    return {"folder": folder, "printed": printed, "legacy": play(program_envs.OLD, folder, "legacy.py")}


@pytest.mark.mlflow
@pytest.mark.parametrize("version", [program_envs.OLD, "3"])
def test_a_legacy_program_with_a_plug_in(recorded: dict[str, Any], version: str, here: Path) -> None:
    folder = recorded["folder"]
    assert recorded["printed"][version] == recorded["printed"]["plain"]
    for name in ("legacy.py", "lists.py"):
        (here / name).write_text((folder / "project" / name).read_text())
    assert migrate_paths(["legacy.py"]).findings == ()

    record = folder / f"{version}.jsonl"
    project = here / "moved" / "project"
    project.mkdir(parents=True)
    (here / "moved" / "installed").symlink_to(folder / "installed")
    (project / "legacy.py").write_text(LEGACY)
    result = migrate_paths([project], write=True, evidence=[record])
    # The recorded files are still where they were: what was asked for is a copy of them, and another file.
    assert result.summary.elsewhere == result.summary.recorded
    assert (project / "legacy.py").read_text() == LEGACY

    text = record.read_text().replace(str(folder / "project"), "/home/somebody/project")
    (here / "moved.jsonl").write_text(text)
    result = migrate_paths([project], write=True, evidence=[here / "moved.jsonl"])
    assert all(finding.fixed for finding in result.findings)
    assert result.summary.by_running == result.summary.fixed >= 12
    new = (project / "legacy.py").read_text()
    assert ".key" not in new
    assert "never run" in new
    for newer in ("1.0.0", "3"):
        assert play(newer, here / "moved", "legacy.py") == recorded["legacy"]
    again = migrate_paths([project], write=True, evidence=[here / "moved.jsonl"])
    assert (again.findings, again.summary.changed) == ((), 0)


@pytest.mark.mlflow
def test_lists_of_entities_are_left_and_named(recorded: dict[str, Any]) -> None:
    folder = recorded["folder"]
    result = migrate_paths([folder / "project" / "lists.py"], evidence=[folder / "0.9.1.jsonl", folder / "3.jsonl"])
    assert {(finding.rule, finding.place.line) for finding in result.findings} == {
        ("RD411", 5),
        ("RD411", 7),
        ("RD411", 9),
    }
    assert result.summary.changed == 0
    assert all(isinstance(finding, Finding) and finding.recorded for finding in result.findings)
