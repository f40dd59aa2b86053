"""Who may catch what a lookup raises: each word and each place that keeps the scan, and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from rundata_migrate.api import migrate_paths
from rundata_migrate.engine import migrate_program
from rundata_migrate.findings import EngineOptions, Finding, ProjectFacts, Source
from rundata_migrate.project import stacks

HEAD = "from mlflow.tracking import MlflowClient\n"
LOOKUP = "[m.value for m in run.data.metrics if m.key == 'loss'][0]"
NEXT = "next(m.value for m in run.data.metrics if m.key == 'loss')"
FUNCTION = f"{HEAD}def loss(run):\n    return {LOOKUP}\n"
GENERATOR = f"{HEAD}def losses(runs):\n    for run in runs:\n        yield {LOOKUP}\n"
RUNS = "MlflowClient().search_runs(['0'], '')"
RUN = "run = MlflowClient().get_run('a')\n"
IS_LOOKUP = "run.data.metrics['loss']"
IS_SCAN = "run.data.metrics.items() if key == 'loss'"


def migrate(
    files: Mapping[str, str] | str, *, unsafe: bool = False, alone: bool = False
) -> tuple[str, tuple[Finding, ...]]:
    """The new text of all files, one after the other, and what is said of them."""
    texts = {"main.py": files} if isinstance(files, str) else files
    sources = [
        Source(path, text, f"/project/{path}", (path.removesuffix(".py").removesuffix("/__init__").replace("/", "."),))
        for path, text in texts.items()
    ]
    options = EngineOptions(unsafe_fixes=unsafe, project=ProjectFacts(uses_mlflow=True))
    results = migrate_program(sources, options, None if alone else lambda dotted, location: None)
    text = "".join(one.new_text if one.new_text is not None else texts[one.path] for one in results)
    return text, tuple(finding for one in results for finding in one.findings)


def keeps(files: Mapping[str, str] | str, *, alone: bool = False) -> str:
    """The message of the scan that is kept; fails where it is not."""
    text, findings = migrate(files, alone=alone)
    assert IS_SCAN in text
    assert IS_LOOKUP not in text
    return " ".join(finding.message for finding in findings)


def looks_up(files: Mapping[str, str] | str) -> None:
    text, _ = migrate(files)
    assert IS_LOOKUP in text


def guarded(handler: str, body: str = "print(sum(values))") -> str:
    """A generator that is used up under a handler."""
    return f"{GENERATOR}values = losses({RUNS})\ntry:\n    {body}\n{handler}\n"


# -- words ------------------------------------------------------------------------------------

WORDS_THAT_KEEP = {
    "the old exception": "except IndexError:\n    pass",
    "the new exception": "except KeyError:\n    pass",
    "a class above both": "except LookupError:\n    pass",
    "in a tuple": "except (OSError, IndexError):\n    pass",
    "any that is used": "except Exception as error:\n    print(error)",
    "any that is used, of all": "except BaseException as error:\n    print(repr(error))",
    "exc_info": "except Exception:\n    import sys\n    print(sys.exc_info()[0])",
    "a traceback": "except Exception:\n    import traceback\n    traceback.print_exc()",
    "a log of the exception": "except Exception:\n    import logging\n    logging.exception('failed')",
    "a log with exc_info": "except Exception:\n    import logging\n    logging.error('failed', exc_info=True)",
    "a bare except that lets it go": "except:\n    raise",
    "a bare except that looks": "except:\n    import traceback\n    print(traceback.format_exc())",
    "a name that is not known": "except kinds():\n    pass",
    "a function that looks": "except Exception:\n    tell()\ndef tell():\n    import traceback\n"
    "    traceback.print_exc()",
}
WORDS_THAT_DO_NOT = {
    "another exception": "except OSError:\n    pass",
    "an attribute's": "except (AttributeError, TypeError):\n    pass",
    "any that is not looked at": "except Exception:\n    print('failed')",
    "any that is bound and not used": "except Exception as error:\n    print('failed')",
    "a bare except": "except:\n    print('failed')",
    "another one that is used": "except OSError as error:\n    print(error)",
    "finally": "finally:\n    print('done')",
    "a library's": "except queue.Empty:\n    pass\nimport queue",
}


@pytest.mark.parametrize("handler", WORDS_THAT_KEEP.values(), ids=WORDS_THAT_KEEP)
def test_a_word_keeps_the_scan_in_a_generator(handler: str) -> None:
    assert "main.py" in keeps(guarded(handler))


@pytest.mark.parametrize("handler", WORDS_THAT_DO_NOT.values(), ids=WORDS_THAT_DO_NOT)
def test_another_word_does_not(handler: str) -> None:
    looks_up(guarded(handler))


def test_a_runtime_error_is_a_word_where_next_is_in_a_generator() -> None:
    text = guarded("except RuntimeError:\n    pass").replace(LOOKUP, NEXT)
    keeps(text)
    looks_up(text.replace("RuntimeError", "OSError"))


def test_a_handler_around_what_calls_nothing_does_not_count() -> None:
    looks_up(guarded("except KeyError:\n    pass", "row = {'a': 1}['b']"))
    keeps(guarded("except KeyError:\n    pass", "row = work()"))


MENTIONS = {
    "a registered handler": "@app.errorhandler(IndexError)\ndef missing(error):\n    return 404\n",
    "one of the new exception": "@app.errorhandler(KeyError)\ndef missing(error):\n    return 404\n",
    "one of any": "@app.exception_handler(Exception)\ndef failed(request, error):\n    return str(error)\n",
    "registered by a call": "app.register_error_handler(IndexError, print)\n",
    "a retry": "from tenacity import retry_if_exception_type\nagain = retry_if_exception_type(IndexError)\n",
    "a retry by a question": "import tenacity\nagain = tenacity.retry_if_exception(lambda error: True)\n",
    "isinstance": "def is_missing(error):\n    return isinstance(error, IndexError)\n",
    "a table": "STATUS = {IndexError: 404}\n",
    "its name": "def is_missing(error):\n    return type(error).__name__ == 'IndexError'\n",
    "a future's exception": "def show(future):\n    print(future.exception())\n",
    "a future's, with a timeout": "def show(future):\n    print(future.exception(timeout=5))\n",
    "gather": "async def all_of(tasks):\n    return await asyncio.gather(*tasks, return_exceptions=True)\n",
    "a callback for errors": "pool.apply_async(loss, (1,), error_callback=print)\n",
    "a hook": "import sys\nsys.excepthook = print\n",
    "a test that expects it": "import pytest\ndef test():\n    with pytest.raises(IndexError):\n        go()\n",
    "a test that looks": "import pytest\ndef test():\n    with pytest.raises(Exception) as info:\n        go()\n",
    "a unit test": "def test(self):\n    with self.assertRaises(IndexError):\n        go()\n",
    "suppress": "import contextlib\ndef test():\n    with contextlib.suppress(IndexError):\n        go()\n",
    "an exit that looks": "class Guard:\n    def __exit__(self, kind, error, trace):\n        print(kind)\n",
}
NO_MENTIONS = {
    "a handler of a number": "@app.errorhandler(404)\ndef missing(error):\n    return 404\n",
    "raising it": "def fail():\n    raise IndexError('no')\n",
    "a class of its kind": "class Missing(IndexError):\n    pass\n",
    "gather without": "async def all_of(tasks):\n    return await asyncio.gather(*tasks, return_exceptions=False)\n",
    "a log": "import logging\nlogging.exception('text')\n",
    "an exit that does not look": "class Guard:\n    def __exit__(self, *_unused):\n        print('done')\n",
    "an expected other": "import pytest\ndef test():\n    with pytest.raises(OSError) as info:\n        go()\n",
    "an annotation": "def f(kind: IndexError):\n    pass\n",
}
POOL = (
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(1) as pool:\n"
    "    pool.submit(loss, {RUNS}[0])\n"
)


@pytest.mark.parametrize("word", MENTIONS.values(), ids=MENTIONS)
def test_whoever_asks_for_exceptions_keeps_the_scan_of_a_function_in_a_pool(word: str) -> None:
    keeps(FUNCTION + POOL + word)


@pytest.mark.parametrize("word", NO_MENTIONS.values(), ids=NO_MENTIONS)
def test_whoever_does_not_ask_does_not(word: str) -> None:
    looks_up(FUNCTION + POOL + word)


# -- places -----------------------------------------------------------------------------------

CATCHES = "try:\n    {}\nexcept IndexError:\n    print('none')\n"
LATER = {
    "a generator": f"{GENERATOR}values = losses({RUNS})\n" + CATCHES.format("print(list(values))"),
    "a generator expression": f"{HEAD}values = ({LOOKUP} for run in {RUNS})\n" + CATCHES.format("print(sum(values))"),
    "a handler where it is made": f"{HEAD}def losses():\n    try:\n        return ({LOOKUP} for run in {RUNS})\n"
    "    except IndexError:\n        return []\nprint(list(losses()))\n",
    "a coroutine": f"{HEAD}import asyncio\nasync def loss(run):\n    return {LOOKUP}\nasync def main():\n"
    f"    task = asyncio.ensure_future(loss({RUNS}[0]))\n    try:\n        await task\n    except IndexError:\n"
    "        pass\nasyncio.run(main())\n",
    "a lambda in a pool": f"{HEAD}{RUN}futures = [pool.submit(lambda: {LOOKUP})]\n"
    + CATCHES.format("futures[0].result()"),
    "a decorator": f"{HEAD}@cached\ndef loss(run):\n    return {LOOKUP}\n" + CATCHES.format(f"loss({RUNS}[0])"),
    "a registry": f"{FUNCTION}TABLE = {{'loss': loss}}\n" + CATCHES.format(f"TABLE['loss']({RUNS}[0])"),
    "yield from": f"{GENERATOR}def both(runs):\n    yield from losses(runs)\nvalues = both({RUNS})\n"
    + CATCHES.format("print(list(values))"),
}


@pytest.mark.parametrize("text", LATER.values(), ids=LATER)
def test_a_handler_where_something_runs_later_keeps_the_scan(text: str) -> None:
    keeps(text)
    looks_up(text.replace("except IndexError:", "except OSError:"))


ALWAYS = {
    "__next__": f"{HEAD}class C:\n    def __next__(self):\n        run = self.run\n        return {{}}\n",
    "__getitem__": f"{HEAD}class C:\n    def __getitem__(self, run):\n        return {{}}\n",
    "__missing__": f"{HEAD}class C(dict):\n    def __missing__(self, run):\n        return {{}}\n",
    "__iter__": f"{HEAD}class C:\n    def __iter__(self):\n        for run in self.runs:\n            yield {{}}\n",
    "get of a mapping": f"{HEAD}from collections.abc import Mapping\nclass C(Mapping):\n"
    f"    def get(self, run):\n        return {{}}\n",
    "what __getitem__ calls": f"{HEAD}class C:\n    def __getitem__(self, run):\n"
    f"        return take(run)\ndef take(run):\n    return {{}}\n",
    "map": f"{HEAD}print(list(map(lambda run: {{}}, {RUNS})))\n",
    "filter": f"{HEAD}print(list(filter(lambda run: {{}} > 1, {RUNS})))\n",
    "zip": f"{HEAD}print(dict(zip('ab', ({{}} for run in {RUNS}))))\n",
    "iter": f"{HEAD}{RUN}print(next(iter(lambda: {{}}, None)))\n",
    "itertools": f"{HEAD}import itertools\nprint(list(itertools.takewhile(lambda run: {{}}, {RUNS})))\n",
}


@pytest.mark.parametrize("text", ALWAYS.values(), ids=ALWAYS)
def test_what_python_itself_may_catch_is_always_kept(text: str) -> None:
    keeps(text.format(LOOKUP))
    keeps(text.format(NEXT))


AT_ONCE = {
    "a list": f"{GENERATOR}print(list(losses({RUNS})))\n",
    "a loop": f"{GENERATOR}for one in losses({RUNS}):\n    print(one)\n",
    "a sum": f"{HEAD}print(sum({LOOKUP} for run in {RUNS}))\n",
    "an await": f"{HEAD}import asyncio\nasync def loss(run):\n    return {LOOKUP}\nasync def main():\n"
    f"    print(await loss({RUNS}[0]))\nasyncio.run(main())\n",
    "a key function": f"{HEAD}print(max({RUNS}, key=lambda run: {LOOKUP}))\n",
    "an objective": f"{FUNCTION}def best(f, runs):\n    return max(f(run) for run in runs)\n"
    f"print(best(loss, {RUNS}))\n",
}


@pytest.mark.parametrize("text", AT_ONCE.values(), ids=AT_ONCE)
def test_where_it_runs_at_once_handlers_elsewhere_do_not_count(text: str) -> None:
    looks_up(text)


@pytest.mark.parametrize("way", ["a list", "a loop", "a sum"])
def test_a_handler_elsewhere_does_not_keep_what_runs_at_once(way: str) -> None:
    looks_up(AT_ONCE[way] + CATCHES.format("work()"))


def test_a_handler_around_what_runs_at_once_counts() -> None:
    keeps(f"{GENERATOR}{CATCHES.format(f'print(list(losses({RUNS})))')}")
    text, _ = migrate(HEAD + CATCHES.format(f"print(sum({LOOKUP} for run in {RUNS}))"))
    assert IS_LOOKUP in text  # it stands in the same function, and changes with the lookup
    assert "except KeyError" in text


# -- other files ------------------------------------------------------------------------------

ALIASES = {
    "a name": ("from errors import Missing", "Missing", {"errors.py": "Missing = IndexError\n"}),
    "a tuple": ("from errors import Missing", "Missing", {"errors.py": "Missing = (OSError, IndexError)\n"}),
    "a sum": ("from errors import BASE", "BASE + (OSError,)", {"errors.py": "BASE = (IndexError,)\n"}),
    "a module": ("import errors", "errors.Missing", {"errors.py": "Missing = IndexError\n"}),
    "another name": ("from errors import Missing as Gone", "Gone", {"errors.py": "Missing = IndexError\n"}),
    "a star": ("from errors import *", "Missing", {"errors.py": "Missing = IndexError\n"}),
    "a re-export": (
        "from pkg import Missing",
        "Missing",
        {"pkg/__init__.py": "from .errors import Missing\n", "pkg/errors.py": "Missing = IndexError\n"},
    ),
    "a circle": (
        "from pkg import Missing",
        "Missing",
        {"pkg/__init__.py": "from .errors import Missing\n", "pkg/errors.py": "from . import Missing\n"},
    ),
    "not read": ("from .errors import Missing", "Missing", {}),
}


@pytest.mark.parametrize(("imported", "caught", "others"), ALIASES.values(), ids=ALIASES)
def test_an_alias_is_an_exception(imported: str, caught: str, others: dict[str, str]) -> None:
    own = f"{HEAD}{imported}\n{RUN}try:\n    print({LOOKUP})\nexcept {caught}:\n    pass\n"
    above = f"{FUNCTION}{imported}\n{RUN}try:\n    print(loss(run))\nexcept {caught}:\n    pass\n"
    managed = (
        f"{FUNCTION}{imported}\nimport contextlib\n{RUN}with contextlib.suppress({caught}):\n    print(loss(run))\n"
    )
    for text in (own, above, managed):
        keeps({"main.py": text, **others})
        if others:
            harmless = {name: body.replace("IndexError", "OSError") for name, body in others.items()}
            if harmless != others:
                looks_up({"main.py": text, **harmless})


def test_an_import_of_a_text_that_stands_alone_may_be_any_exception() -> None:
    text = f"{HEAD}from errors import Missing\n{RUN}try:\n    print({LOOKUP})\nexcept Missing:\n    pass\n"
    keeps(text, alone=True)
    looks_up(text)  # in a project that has no such module, it is a library's
    assert (
        IS_LOOKUP
        in migrate(text.replace("from errors import Missing", "from queue import Empty as Missing"), alone=True)[0]
    )


VALUES = f"{HEAD}run = MlflowClient().get_run('b')\nLOSS = {LOOKUP}\n"
IMPORTS = {
    "import": "try:\n    import values\nexcept IndexError:\n    pass\n",
    "from": "try:\n    from values import LOSS\nexcept KeyError:\n    pass\n",
    "in a function": "def load():\n    import values\ntry:\n    load()\nexcept IndexError:\n    pass\n",
    "by name": "import importlib\ntry:\n    importlib.import_module('values')\nexcept IndexError:\n    pass\n",
    "by any name": "import importlib\ntry:\n    importlib.import_module(input())\nexcept IndexError:\n    pass\n",
    "by path": "import runpy\ntry:\n    runpy.run_path('values.py')\nexcept IndexError:\n    pass\n",
    "looked at": "try:\n    import values\nexcept Exception as error:\n    print(error)\n",
}


@pytest.mark.parametrize("text", IMPORTS.values(), ids=IMPORTS)
def test_a_handler_around_an_import_keeps_what_the_module_looks_up(text: str) -> None:
    assert "main.py" in keeps({"main.py": text, "values.py": VALUES})
    keeps({"main.py": text.replace("values", "middle"), "middle.py": "import values\n", "values.py": VALUES})
    main_block = f"{HEAD}if __name__ == '__main__':\n    run = MlflowClient().get_run('b')\n    print({LOOKUP})\n"
    looks_up({"main.py": text, "values.py": main_block})


def test_a_package_is_imported_with_its_modules() -> None:
    main = "try:\n    import pkg.other\nexcept IndexError:\n    pass\n"
    keeps({"main.py": main, "pkg/__init__.py": VALUES, "pkg/other.py": ""})
    looks_up({"main.py": main.replace("pkg.other", "far"), "pkg/__init__.py": VALUES, "pkg/other.py": ""})


def test_words_count_in_the_files_that_may_be_on_the_stack() -> None:
    views = f"{HEAD}@route\ndef view(run_id):\n    run = MlflowClient().get_run(run_id)\n    return {LOOKUP}\n"
    errors = "def install(app):\n    app.register_error_handler(IndexError, print)\n"
    main = "import views\nimport errors\nerrors.install(views)\n"
    assert "line 2 of errors.py names IndexError" in keeps({"main.py": main, "views.py": views, "errors.py": errors})
    looks_up({"main.py": "import views\n", "views.py": views, "errors.py": errors})


# -- what a changed handler would swallow ------------------------------------------------------

TRY = (
    f"{HEAD}def line(row, run):\n    try:\n        found = {LOOKUP}\n        {{}}\n"
    f"    except IndexError:\n        return ''\nprint(line({{{{}}}}, MlflowClient().get_run('a')))\n"
)
MAY_RAISE = [
    *("return '%(a)s' % row", "return '{a}'.format(**row)", "return row['a']", "return row.pop('a')", "del row['a']"),
    *("return found + row", "found += row", "return found < row", "return -row", "return found in row"),
    *("return [one for one in row]", "a, b = row", "return list(row)", "return [*row]", "return dict(row)"),
    *("return row.name", "return other(found)", "return f'{row}'", "print(row)", "return found if row else 0"),
    *("return row and found", "return not row", "raise row"),
]
MAY_NOT = [
    *("return found", "return found * 2 + 1", "return float(found)", "return f'{found:.2f}'", "print(found)"),
    *("return '%s' % found", "return found > 0", "return len(str(found))", "return [found, 1]"),
]


@pytest.mark.parametrize("statement", MAY_RAISE)
def test_a_handler_does_not_come_to_swallow_what_it_did_not(statement: str) -> None:
    message = keeps(TRY.format(statement))
    assert "other code could raise KeyError" in message


@pytest.mark.parametrize("statement", MAY_NOT)
def test_a_handler_changes_with_its_lookup(statement: str) -> None:
    text, _ = migrate(TRY.format(statement))
    assert IS_LOOKUP in text
    assert "except KeyError:" in text


# -- what is said, and unsafe fixes -------------------------------------------------------------


def test_a_kept_scan_says_which_handler_it_is_for() -> None:
    text = guarded("except IndexError:\n    pass")
    assert "no lookup: the handler at line 8 of main.py catches IndexError" in keeps(text)


def test_with_unsafe_fixes_the_lookup_goes_before_the_scan() -> None:
    text, findings = migrate(guarded("except IndexError:\n    pass"), unsafe=True)
    assert IS_LOOKUP in text
    assert "catches IndexError" in findings[0].message
    again, findings = migrate(migrate(guarded("except IndexError:\n    pass"))[0], unsafe=True)
    assert IS_SCAN in again
    assert not findings


# -- f-strings that print their source ---------------------------------------------------------

PRINTED = [
    *(
        "[m.key for m in run.data.metrics]=",
        "[m.key for m in run.data.metrics] = ",
        "[m.key for m in run.data.metrics]=!r",
    ),
    *("len([m.key for m in run.data.metrics])=:>10", f"{LOOKUP}=", "any(m.key == 'loss' for m in run.data.metrics)="),
    *("dict((m.key, m.value) for m in run.data.metrics)=", "f'{[m.key for m in run.data.metrics]}'="),
    *("run.data.metrics[0].key=", "sorted(run.data.metrics, key=lambda m: m.value)[0].key="),
    "next((m.value for m in run.data.metrics if m.key == 'loss'), None)=",
]


@pytest.mark.parametrize("part", PRINTED)
def test_nothing_changes_in_an_f_string_that_prints_its_source(part: str) -> None:
    text = f'{HEAD}{RUN}print(f"{{{part}}}")\n'
    new, findings = migrate(text)
    assert new == text
    assert any("prints" in finding.message and not finding.fixed for finding in findings)
    plain = text.replace("]=", "]").replace("] = ", "]").replace(")=", ")").replace("key=}", "key}").replace("'=", "'")
    assert migrate(plain)[0] != plain


def test_a_loop_that_prints_a_name_with_its_source_is_rewritten() -> None:
    text = (
        f"{HEAD}{RUN}def f(run):\n    for m in run.data.metrics:\n        n = m.value\n"
        f"        print(f'{{n=}}')\nf(run)\n"
    )
    assert "f'{n=}'" in migrate(text)[0]
    assert ".values()" in migrate(text)[0]


# -- names at the top level --------------------------------------------------------------------

REPORT = f"{HEAD}rows = []\nfor m in MlflowClient().get_run('a').data.metrics:\n    rows.append((m.key, m.value))\n"
STARS = {
    "read there": {"main.py": "from settings import *\nfrom report import *\nprint(key)\n", "settings.py": "key = 1\n"},
    "bound there": {"main.py": "key = 1\nfrom report import *\nprint(rows)\n"},
    "by way of another": {
        "main.py": "from settings import *\nfrom middle import *\nprint(key)\n",
        "middle.py": "from report import *\n",
        "settings.py": "key = 1\n",
    },
    "passed on": {
        "main.py": "import middle\nprint(middle.key)\n",
        "middle.py": "from settings import *\nfrom report import *\n",
        "settings.py": "key = 1\n",
    },
    "from the other end": {
        "main.py": "from report import key\n",
        "report.py": "from settings import *\n" + REPORT,
        "settings.py": "key = 1\n",
    },
}


@pytest.mark.parametrize("files", STARS.values(), ids=STARS)
def test_new_names_are_free_where_they_are_imported_with_a_star(files: dict[str, str]) -> None:
    text, _ = migrate({"report.py": REPORT, **files})
    assert "for metric_key, " in text


def test_new_names_are_the_usual_ones_where_nobody_has_them() -> None:
    text, _ = migrate({"main.py": "from report import *\nprint(rows)\n", "report.py": REPORT})
    assert "for key, value in" in text


READS = [
    "from report import m\nprint(m.key)\n",
    "import report\nprint(report.m.value)\n",
    "from report import *\nprint(m)\n",
]


@pytest.mark.parametrize("reader", READS)
@pytest.mark.parametrize("body", ["print(m.key, m.value)", "if m.key == 'loss':\n        print(m.value)"])
def test_a_loop_variable_that_another_module_reads_stays(reader: str, body: str) -> None:
    report = f"{HEAD}for m in MlflowClient().get_run('a').data.metrics:\n    {body}\n"
    text, findings = migrate({"main.py": reader, "report.py": report})
    assert report in text
    assert any("another module reads `m`" in finding.message for finding in findings)
    assert report not in migrate({"main.py": "import report\n", "report.py": report})[0]


# -- which files are read for it ---------------------------------------------------------------


def written(folder: Path, files: Mapping[str, str]) -> str:
    """The new text of ``values.py`` in a project of these files."""
    for name, text in {"setup.cfg": "", "values.py": VALUES, **files}.items():
        (folder / name).write_text(text)
    (changed,) = [one.after for one in migrate_paths([folder]).files if one.after is not None]
    return changed.decode()


def test_who_imports_a_module_is_read_for_its_handlers(tmp_path: Path) -> None:
    files = {"main.py": IMPORTS["import"].replace("values", "middle"), "middle.py": "import values\n"}
    assert IS_SCAN in written(tmp_path, files)
    assert IS_LOOKUP in written(tmp_path, {**files, "main.py": files["main.py"].replace("IndexError", "OSError")})


def test_more_files_on_the_stack_than_are_read_may_catch_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"main.py": "try:\n    import values\nexcept OSError:\n    pass\n"}
    assert IS_LOOKUP in written(tmp_path, files)
    monkeypatch.setattr(stacks, "MOST_ON_STACK", 0)
    assert IS_SCAN in written(tmp_path, files)
