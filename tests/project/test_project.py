from __future__ import annotations

import ast
import os
import pickle
import signal
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from pathlib import Path

import fake_engine
import pytest
from fake_engine import SITE

from rundata_migrate import engine, files, survey, taint, writing
from rundata_migrate.config import Options
from rundata_migrate.findings import DocumentResult, Outside, ProjectFacts
from rundata_migrate.layout import Candidate
from rundata_migrate.project import processes, work
from rundata_migrate.project import run as project_run
from rundata_migrate.project.gathering import Group
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.project.run import migrate
from rundata_migrate.project.work import migrate_bytes, outside_of

needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.version_info >= (3, 14), reason="workers do not inherit the patched engine"
)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fake_engine.use(monkeypatch)
    return tmp_path


def make(**contents: str | bytes) -> None:
    for name, content in contents.items():
        data = content if isinstance(content, bytes) else content.encode()
        Path(name.replace("__", "/") + ".py").write_bytes(data + b"  # " + SITE.encode() + b"\n")


def run(*paths: str, **options) -> list[FileResult]:
    named = paths or (".",)
    return list(migrate(survey.take(named), named, Options(**options)))


def told(results: list[FileResult]) -> list[tuple[str, str, str]]:
    return [(one.path, finding.rule, finding.message) for one in results for finding in one.findings]


def test_files_are_rewritten_in_path_order(here):
    make(b="OLD", a="OLD MANUAL", c="nothing")
    results = run()
    assert [(one.path, one.written) for one in results] == [("a.py", True), ("b.py", True), ("c.py", False)]
    assert Path("a.py").read_text() == f"NEW MANUAL  # {SITE}\n"
    assert Path("c.py").read_text() == f"nothing  # {SITE}\n"


@pytest.mark.parametrize("options", [{"check": True}, {"diff": True}, {"check": True, "diff": True}])
def test_nothing_is_written_unless_asked(here, options):
    make(a="OLD")
    (result,) = run(**options)
    assert (result.written, result.after) == (False, f"NEW  # {SITE}\n".encode())
    assert Path("a.py").read_text() == f"OLD  # {SITE}\n"


def test_only_what_survives_the_screen_reaches_the_engine(here, monkeypatch):
    Path("a.py").write_text("BOOM = 1\n")
    assert run() == []


def test_bytes_that_are_kept(here):
    data = b"\xef\xbb\xbf\x0cOLD = '\xc3\xa9'\r\n\tx  # mlflow: run.data.metrics\r\n# end"
    Path("a.py").write_bytes(data)
    Path("a.py").chmod(0o755)
    run()
    assert Path("a.py").read_bytes() == data.replace(b"OLD", b"NEW")
    assert Path("a.py").stat().st_mode & 0o777 == 0o755


def test_one_bad_document_stops_nothing(here):
    make(a="OLD", b="'\xe9'".encode("latin-1"), c="BOOM", d="DEEP", e="# coding: klingon\n", f="\0", z="OLD")
    results = run()
    assert [(path, rule) for path, rule, _ in told(results)] == [
        ("a.py", "RD101"),
        ("b.py", "RD903"),
        ("c.py", "RD907"),
        ("d.py", "RD905"),
        ("e.py", "RD903"),
        ("f.py", "RD903"),
        ("z.py", "RD101"),
    ]
    assert all(finding.error == (finding.rule != "RD101") for one in results for finding in one.findings)
    assert not any("\n" in message for _, _, message in told(results))
    assert Path("z.py").read_text().startswith("NEW")
    assert Path("c.py").read_text().startswith("BOOM")


def test_a_file_that_cannot_be_read(here, monkeypatch):
    make(a="OLD", b="OLD", c="OLD")
    real = files.read

    def refuse(path):
        if path == "b.py":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(files, "read", refuse)
    assert [(path, rule) for path, rule, _ in told(run())] == [
        ("a.py", "RD101"),
        ("b.py", "RD904"),
        ("c.py", "RD101"),
    ]


def test_a_file_that_vanishes_after_the_survey(here):
    make(a="OLD", b="OLD")
    found = survey.take(["."])
    Path("a.py").unlink()
    results = list(migrate(found, ["."], Options()))
    assert told(results)[0] == ("a.py", "RD904", "cannot be read: No such file or directory")
    assert not Path("a.py").exists()
    assert results[1].written


@pytest.mark.parametrize("how", ["changed", "read-only", "vanished"])
def test_a_file_that_cannot_be_written(here, monkeypatch, how):
    make(a="OLD MANUAL", b="OLD")

    def meddle(text, path, options):
        if path == "a.py":
            if how == "changed":
                Path(path).write_text("somebody else's")
            elif how == "vanished":
                Path(path).unlink()
            else:
                Path(path).chmod(0o444)
        return fake_engine.migrate_text(text, path, options)

    monkeypatch.setattr(engine, "migrate_text", meddle)
    first, second = run()
    assert [(finding.rule, finding.fixed, finding.error) for finding in first.findings] == [
        ("RD101", False, False),
        ("RD301", False, False),
        ("RD906", False, True),
    ]
    assert (first.after, first.written, second.written) == (None, False, True)
    if how == "vanished":
        assert not Path("a.py").exists()
    else:
        assert not Path("a.py").read_text().startswith("NEW")
    assert not list(here.glob(".rundata*"))


def test_a_text_that_its_codec_cannot_hold(here, monkeypatch):
    def widen(text, path, options):
        result = fake_engine.migrate_text(text, path, options)
        new = tuple(replace(edit, text="\u4e2d") for edit in result.edits)
        return replace(result, new_text=text.replace("OLD", "\u4e2d"), edits=new)

    monkeypatch.setattr(engine, "migrate_text", widen)
    Path("a.py").write_bytes(b"# coding: latin-1\nOLD  # mlflow: run.data.metrics\n")
    (result,) = run()
    assert (result.findings[0].rule, result.after) == ("RD907", None)


@needs_fork
@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize(
    "raised, rule", [(KeyError("x"), "RD907"), (RecursionError(), "RD905"), (MemoryError(), "RD905")]
)
def test_what_is_raised_around_the_engine_is_said_of_its_files(here, monkeypatch, jobs, raised, rule):
    real = work._encoded

    def fail(found, document, data, *others):
        if found.path == "b.py":
            raise raised
        return real(found, document, data, *others)

    monkeypatch.setattr(work, "_encoded", fail)
    make(a="OLD", b="OLD", c="OLD")
    results = run(jobs=jobs)
    assert [(path, found) for path, found, _ in told(results)] == [("a.py", "RD101"), ("b.py", rule), ("c.py", "RD101")]
    assert [one.written for one in results] == [True, False, True]


class TwoParts(Exception):
    """One that cannot be put together again from its text."""

    def __init__(self, one, two):
        super().__init__(f"{one} {two}")


@needs_fork
def test_an_exception_that_cannot_be_sent(here, monkeypatch):
    def fail(*arguments):
        raise TwoParts(1, 2)

    monkeypatch.setattr(work, "_encoded", fail)
    make(a="OLD", b="OLD")
    assert {message for _, _, message in told(run(jobs=2))} == {
        "internal error, the file is left as it is: TwoParts: 1 2"
    }


@needs_fork
def test_a_unit_that_cannot_be_sent(here):
    units = [Group([Candidate(f"{name}.py", str(here / f"{name}.py"))]) for name in "abc"]
    make(a="OLD", b="OLD", c="OLD")
    units[1].open_names = {lambda: None}  # type: ignore[arg-type]
    answers = list(processes.each(units, work.migrate_group, Options().for_engine(ProjectFacts()), 2))
    assert [finding.rule for (one,) in answers for finding in one.findings] == ["RD101", "RD907", "RD101"]


def test_where_no_process_can_be_started_the_work_is_done_here(here, monkeypatch):
    from concurrent.futures import ProcessPoolExecutor

    def refuse(*arguments):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    many(4)
    assert [one.written for one in run(jobs=2)] == [True] * 4


@pytest.mark.parametrize(
    "raised, rule", [(KeyError("x"), "RD907"), (RecursionError(), "RD905"), (MemoryError(), "RD905")]
)
def test_whatever_linking_raises(here, monkeypatch, raised, rule):
    def fail(*arguments):
        raise raised

    monkeypatch.setattr(project_run, "groups_of", fail)
    make(a="OLD", b="OLD")
    Path("c.py").write_text("x = 1\n")
    results = run()
    assert [(path, found) for path, found, _ in told(results)] == [("a.py", rule), ("b.py", rule)]
    assert not any(one.written for one in results)


def test_whatever_writing_raises(here, monkeypatch):
    real = writing.stage

    def fail(path, new, old):
        if path == "a.py":
            raise ValueError
        return real(path, new, old)

    monkeypatch.setattr(writing, "stage", fail)
    make(a="OLD", b="OLD")
    results = run()
    assert [(path, rule) for path, rule, _ in told(results)] == [
        ("a.py", "RD101"),
        ("a.py", "RD906"),
        ("b.py", "RD101"),
    ]
    assert [one.written for one in results] == [False, True]


def test_a_file_too_large_for_memory(here, monkeypatch):
    make(a="OLD", b="OLD")
    real = os.open

    def fail(path, *arguments):
        if str(path).endswith("a.py"):
            raise MemoryError
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", fail)
    assert [(path, rule) for path, rule, _ in told(run())] == [("a.py", "RD904"), ("b.py", "RD101")]


def test_ctrl_c_leaves_whole_files(here):
    make(a="OLD", b="STOP", c="OLD")
    with pytest.raises(KeyboardInterrupt):
        run()
    assert Path("a.py").read_text().startswith("NEW")
    assert Path("c.py").read_text().startswith("OLD")
    assert not list(here.glob(".rundata*"))


def test_the_parser_s_warnings_are_not_ours(here):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        migrate_bytes(rb"x = '\d' is 1  # OLD run.data.metrics", "a.py", Options().for_engine(ProjectFacts()))
    assert seen == []


def test_the_second_screen_spares_the_engine(here, monkeypatch):
    monkeypatch.setattr(taint, "may_hold_site", lambda tree: "OLD" in ast.unparse(tree))
    make(a="BOOM", b="OLD", c="x  # rundata: ignore #")
    monkeypatch.setattr(engine, "migrate_text", lambda text, path, options: asked.append(path) or DocumentResult(path))
    asked: list[str] = []
    run()
    assert asked == ["b.py", "c.py"]


@pytest.mark.parametrize(
    "raised, rule",
    [
        (RecursionError(), "RD905"),
        (MemoryError(), "RD905"),
        (KeyError("x" * 10_000), "RD907"),
        (type("Odd", (Exception,), {"__str__": lambda self: 1 / 0})(), "RD907"),
    ],
)
def test_whatever_the_engine_raises(here, monkeypatch, raised, rule):
    def fail(*arguments):
        raise raised

    monkeypatch.setattr(engine, "migrate_text", fail)
    make(a="x")
    (result,) = run()
    assert [finding.rule for finding in result.findings] == [rule]
    assert len(result.findings[0].message) < 400


def test_a_recursion_error_that_became_another(here, monkeypatch):
    def fail(*arguments):
        try:
            raise RecursionError
        except RecursionError:
            raise KeyError("node")  # noqa: B904

    monkeypatch.setattr(engine, "migrate_text", fail)
    make(a="x")
    assert run()[0].findings[0].rule == "RD905"


# -- facts


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("requirements.txt", "mlflow==0.9.1\n", True),
        ("requirements-dev.txt", "numpy\nmlflow>=1\n", True),
        ("setup.py", "setup(install_requires=['mlflow'])", True),
        ("setup.cfg", "install_requires = mlflow", True),
        ("pyproject.toml", 'dependencies = ["mlflow-skinny"]', True),
        ("environment.yml", "- mlflow=1.0", True),
        ("conda.yaml", "- mlflow", True),
        ("Pipfile", 'mlflow = "*"', True),
        ("MLproject", "conda_env: mlflow", True),
        ("requirements.txt", "not-mlflow\nmlflower\nmlflow-extras\n", False),
        ("notes.txt", "mlflow", False),
    ],
)
def test_requirements_at_the_root(here, name, text, expected):
    (here / "setup.cfg").write_text("")
    (here / name).write_text(text)
    (here / "sub").mkdir()
    make(sub__a="FACTS")
    assert told(run("sub"))[0][2] == f"mlflow={expected} rival=False"
    assert told(run("sub/a.py"))[0][2] == f"mlflow={expected} rival=False"


def test_imports_anywhere_under_the_paths(here):
    make(a="FACTS")
    assert told(run())[0][2] == "mlflow=False rival=False"
    Path("b.py").write_text("import mlflow\n")
    assert told(run())[0][2] == "mlflow=True rival=False"
    Path("c.py").write_text("from databricks.sdk import WorkspaceClient\n")
    assert told(run())[0][2] == "mlflow=True rival=True"
    assert told(run("a.py"))[0][2] == "mlflow=False rival=False"


# -- processes


def many(count: int = 12) -> None:
    make(**{f"f{number:02}": "OLD MANUAL" for number in range(count)})


@needs_fork
def test_processes_give_the_same(here):
    many()
    alone = run(check=True, jobs=1)
    assert run(check=True, jobs=3) == alone
    assert len(alone) == 12
    assert run(jobs=3)[0].written
    assert Path("f11.py").read_text().startswith("NEW")


@needs_fork
@pytest.mark.parametrize("how", ["DIE", "KILL"])
@pytest.mark.parametrize("ahead", [1, 32])
def test_a_process_that_dies_takes_only_its_file_with_it(here, monkeypatch, how, ahead):
    monkeypatch.setattr(processes, "_AHEAD", ahead)
    many()
    make(f05=how, f09=how)
    results = run(jobs=3)
    assert [one.path for one in results] == [f"f{number:02}.py" for number in range(12)]
    died = [path for path, rule, _ in told(results) if rule == "RD907"]
    assert died == ["f05.py", "f09.py"]
    assert sum(one.written for one in results) == 10


def test_few_files_stay_in_this_process(here, monkeypatch):
    monkeypatch.setattr(processes, "_in_processes", lambda *arguments: pytest.fail("processes for nothing"))
    many(5)
    assert len(run()) == 5


def test_much_source_goes_to_processes(here, monkeypatch):
    asked = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(8)), raising=False)
    monkeypatch.setattr(processes, "BYTES_A_PROCESS", 100)
    monkeypatch.setattr(processes, "_in_processes", lambda units, work, options, jobs: asked.append(jobs) or iter(()))
    many(10)
    run()
    run(jobs=2)
    run(jobs=64)
    assert asked == [3, 2, 10]


def test_results_travel_between_processes(here):
    make(a="OLD RISKY MANUAL")
    (result,) = run(check=True, explain_sites=True)
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_from_outside(here, jobs):
    """A real process, slow to migrate, gets the signal and ends with 130, no traceback and no litter."""
    many()
    script = here / "slow_main"
    script.write_text(
        "import signal, sys, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background\n"
        "from rundata_migrate import cli, engine, taint\n"
        "import fake_engine\n"
        "def slow(*arguments):\n"
        "    time.sleep(0.2)\n"
        "    return fake_engine.migrate_text(*arguments)\n"
        "engine.migrate_text = slow\n"
        "engine.migrate_program = fake_engine.migrate_program\n"
        "taint.may_hold_site = lambda source: True\n"
        "taint.may_read = lambda *known, **more: True\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(cli.main())\n"
    )
    root = str(Path(__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, str(script), ".", "--jobs", jobs],
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not Path("f00.py").read_text().startswith("NEW") and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert "interrupted" in errors
    texts = {path.read_text().split()[0] for path in here.glob("f*.py")}
    assert texts == {"NEW", "OLD"}
    assert not list(here.glob(".rundata*"))


# -- the sum


def test_summary_and_exit_status(here):
    make(a="OLD RISKY MANUAL", b="OLD OLD", c="BOOM")
    summary = Summary()
    for result in run(check=True):
        summary.add(result)
    assert (summary.changed, summary.written, summary.fixed, summary.left) == (2, 0, 3, 2)
    assert (summary.unsafe, summary.errors) == (1, 1)


@pytest.mark.parametrize(
    "summary, written, not_written",
    [
        (Summary(), 0, 0),
        (Summary(fixed=1, changed=1), 0, 1),
        (Summary(left=1), 1, 1),
        (Summary(left=1, errors=1), 2, 2),
        (Summary(errors=1, changed=1), 2, 2),
    ],
)
def test_exit_status(summary, written, not_written):
    assert summary.exit_status(True) == written
    assert summary.exit_status(False) == not_written


def test_the_open_names_of_a_group_say_what_is_used_outside() -> None:
    outside = outside_of({"show", ".show_all", "@found", "@?", "=found", "=kept"})
    assert outside.may_use("show")
    assert not outside.may_use("show_all")
    assert outside.may_call_method("show_all")
    assert outside.may_read_attribute("show_all")
    assert outside.may_read_attribute("found")
    assert not outside.may_read_attribute("kept")
    assert outside.may_read_variable("other")  # nobody looked for it
    assert outside_of({"@"}).may_read_attribute("anything")
    assert not outside_of({"@"}).may_use("anything")
    assert outside_of({"*"}).anything
    assert outside_of(()) == Outside()
