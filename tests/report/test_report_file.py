"""``--output-file``: the whole report, or the file as it was; and a source is changed only where it can be written."""

from __future__ import annotations

import json
import os
import stat
import tempfile
import threading
from pathlib import Path

import pytest
from test_cli import END, here, make, python, run

from rundata_migrate import cli, options
from rundata_migrate.report import ReportError, github
from rundata_migrate.report.file import ReportFile

__all__ = ["here", "run"]  # fixtures


def litter() -> list[str]:
    return [name for name in os.listdir() if ".tmp" in name]


def test_the_report_goes_to_the_file_and_text_to_the_terminal(run):
    make(a="OLD MANUAL")
    _, alone, _ = run("--check", ".")
    status, out, err = run("--check", ".", "--output-format", "json", "--output-file", "report.json")
    assert (status, out, err) == (1, alone, "")
    assert json.loads(Path("report.json").read_text())["summary"]["fixed"] == 1
    assert litter() == []


def test_text_may_go_to_a_file_too(run):
    make(a="OLD é")
    _, out, _ = run("--check", ".", "--output-format", "concise", "--output-file", "report.txt")
    assert Path("report.txt").read_text(encoding="utf-8") == out


def test_with_a_diff_and_from_standard_input(run, monkeypatch):
    make(a="OLD")
    _, out, err = run("--diff", ".", "--output-format", "json", "--output-file", "report.json")
    assert out.startswith("--- a.py")
    assert "RD101" in err
    assert json.loads(Path("report.json").read_text())["summary"]["changed"] == 1
    done = python("-m", "rundata_migrate", "-", "--output-file", "in.txt", input=b"print(1)\n")
    assert (done.stdout, Path("in.txt").read_text()) == (b"print(1)\n", "Nothing to migrate in 1 file.\n")


@pytest.mark.parametrize("option", ["--baseline", "--evidence"])
def test_what_is_read_is_not_written_over(run, option):
    make(a="OLD")
    text = '{"rundata-migrate": "baseline", "version": 1}\n' if option == "--baseline" else ""
    Path("known.jsonl").write_text(text)
    status, out, err = run("--check", option, "known.jsonl", "--output-file", "./known.jsonl", ".")
    assert (status, out) == (2, "")
    assert err == "rundata-migrate: ./known.jsonl: a report does not take the place of what is read\n"
    assert Path("known.jsonl").read_text() == text


@pytest.mark.parametrize(
    "name, why",
    [
        ("missing/report.json", "No such file or directory"),
        ("a.py/report.json", "Not a directory"),
        (".", "Is a directory"),
        ("a.py", "a report does not take the place of a program"),
        ("sub/pyproject.toml", "a report does not take the place of a program, or of settings"),
        ("", "an empty name"),
        ("readonly.json", "the file is read-only"),
        ("locked/report.json", "Permission denied"),
    ],
)
def test_a_file_that_cannot_be_written_is_known_before_anything_is_changed(run, monkeypatch, name, why):
    make(a="OLD")
    Path("readonly.json").write_text("mine")
    Path("locked").mkdir()
    # Root may write anywhere: what others are told is played.
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("readonly.json"))
    monkeypatch.setattr("tempfile.mkstemp", _refused(tempfile.mkstemp))
    status, out, err = run(".", "--output-file", name, "--output-format", "json")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert why in err
    assert name in err
    assert Path("a.py").read_text() == "OLD" + END
    assert Path("readonly.json").read_text() == "mine"


def _refused(mkstemp):
    def refuse(*, prefix: str, suffix: str, dir: str):
        if dir.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return mkstemp(prefix=prefix, suffix=suffix, dir=dir)

    return refuse


def test_a_report_that_cannot_be_finished_stops_no_migration(run, monkeypatch):
    make(a="OLD", b="OLD")
    Path("report.json").write_text("the last one")

    replace = os.replace

    def full(source: str, target: str) -> None:
        if target.endswith("report.json"):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    status, out, err = run(".", "--output-format", "json", "--output-file", "report.json")
    assert (status, err) == (
        2,
        "rundata-migrate: report.json: the report is not written: No space left on device\n",
    )
    assert "Fixed 2 sites in 2 files." in out
    assert Path("a.py").read_text() == "NEW" + END
    assert Path("report.json").read_text() == "the last one"
    assert litter() == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")
def test_a_full_device(run):
    make(a="OLD")
    status, _, err = run(".", "--output-format", "json", "--output-file", "/dev/full")
    assert (status, err) == (2, "rundata-migrate: /dev/full: the report is not written: No space left on device\n")
    assert Path("a.py").read_text() == "NEW" + END


def test_an_interrupted_run_leaves_the_file_as_it_was(run):
    make(a="STOP")
    Path("report.json").write_text("the last one")
    status, _, _ = run(".", "--output-format", "json", "--output-file", "report.json")
    assert status == cli.INTERRUPTED
    assert Path("report.json").read_text() == "the last one"
    assert litter() == []


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_modes_and_links_are_kept():
    Path("real.json").write_text("")
    os.chmod("real.json", 0o640)
    os.symlink("real.json", "link.json")
    with ReportFile("link.json") as file:
        file.write("new")
        file.commit()
    assert os.path.islink("link.json")
    assert Path("real.json").read_text() == "new"
    assert stat.S_IMODE(os.stat("real.json").st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        with ReportFile("fresh.json") as file:
            file.commit()
    finally:
        os.umask(mask)
    assert stat.S_IMODE(os.stat("fresh.json").st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_written_as_it_comes():
    os.mkfifo("pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(Path("pipe").read_text()))
    reader.start()
    with ReportFile("pipe") as file:
        file.write("all of it")
        file.commit()
    reader.join(10)
    assert read == ["all of it"]


def test_a_file_that_vanishes_while_it_is_written():
    with ReportFile("report") as file:
        os.unlink(next(iter(litter())))
        with pytest.raises(ReportError, match=r"^report: the report is not written: No such file"):
            file.commit()


def test_every_format_is_a_module_and_refuses_nothing_but_unknown_names(run):
    make(a="OLD")
    for name in options.FORMATS:
        status, out, err = run("--check", ".", "--output-format", name)
        assert (status, err) == (1, "")
        assert out
    status, _, err = run(".", "--output-format", "xml")
    assert status == 2
    assert "invalid choice: 'xml'" in err
    assert err.count("\n") == 1


# -- statistics


def test_statistics_count_and_write_nothing(run):
    Path("sub").mkdir()
    make(a="OLD OLD", **{"sub/b": "OLD MANUAL"})
    status, out, _ = run("--statistics", ".")
    assert status == 1
    assert Path("a.py").read_text() == "OLD OLD" + END
    assert out.splitlines() == [
        "rule   sites  fixable  safe  unsafe  manual",
        "RD101      3        3     3       0       0",
        "RD301      1        0     0       0       1",
        "",
        "safety  sites  fixable  safe  unsafe  manual",
        "safe        3        3     3       0       0",
        "manual      1        0     0       0       1",
        "",
        "folder  sites  fixable  safe  unsafe  manual",
        ".           2        2     2       0       0",
        "sub         2        1     1       0       1",
        "",
        "Would fix 3 sites in 2 files; 1 left.",
    ]


def test_statistics_in_json_and_of_nothing(run):
    make(a="OLD RISKY")
    Path("b.py").write_bytes(b"\xff" + END.encode())
    _, out, _ = run("--statistics", ".", "--output-format", "json")
    report = json.loads(out)
    assert list(report) == ["version", "summary", "findings", "passed_over", "known", "statistics"]
    one = {"sites": 1, "fixed": 1, "safe": 1, "unsafe": 0, "manual": 0}
    risky = {"sites": 1, "fixed": 0, "safe": 0, "unsafe": 1, "manual": 0}
    nothing = dict.fromkeys(one, 0)
    assert report["statistics"] == {
        "by_rule": {"RD101": one, "RD301": risky},
        "by_safety": {"safe": one, "unsafe": risky, "manual": nothing},
        "by_folder": {".": {"sites": 2, "fixed": 1, "safe": 1, "unsafe": 1, "manual": 0}},
        "errors": {"RD903": 1},
    }
    _, out, _ = run("--statistics", ".")
    assert "errors: 1 RD903" in out.splitlines()
    make(a="nothing", b="nothing")
    assert run("--statistics", ".")[:2] == (0, "Nothing to migrate in 2 files.\n")


def test_statistics_need_a_place_in_the_format(run):
    make(a="OLD")
    _, out, _ = run("--statistics", ".", "--output-format", "github")
    assert "rule   sites" in out
    without = [name for name in options.FORMATS if name not in options.WITH_STATISTICS]
    for name in without:
        status, _, err = run("--statistics", ".", "--output-format", name)
        assert status == 2
        assert err.startswith("rundata-migrate: --statistics needs one of these formats: text, ")
        status, out, _ = run("--statistics", ".", "--output-format", name, "--output-file", "report")
        assert status == 1
        assert out.startswith("rule ")


def test_a_plain_run_imports_no_other_format():
    make(a="nothing")
    code = "import sys\nfrom rundata_migrate import cli\ncli.main(['--check', '.', '--isolated'])\nprint(*sys.modules)"
    modules = python("-c", code).stdout.decode().split()
    assert "rundata_migrate.report.text" in modules
    others = {f"rundata_migrate.report.{name}" for name in options.FORMATS} - {"rundata_migrate.report.text"}
    assert not others & set(modules)


def test_annotations_in_a_notebook_point_at_the_file():
    from rundata_migrate.findings import Finding, Place, Safety
    from rundata_migrate.project.results import FileResult

    written: list[str] = []
    report = github.GithubReport(written.append)
    finding = Finding("n.ipynb", Place(2, 5, 2, 6), "RD301", Safety.MANUAL, "m", cell=3)
    report.add(FileResult("n.ipynb", (finding,)))
    assert written == ["::error file=n.ipynb,title=RD301::cell 3, line 2, column 5: m\n"]
