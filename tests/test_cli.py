from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import fake_engine
import pytest
from fake_engine import SITE

from rundata_migrate import __version__, cli, config, files, rules
from rundata_migrate.report import progress
from rundata_migrate.report.colour import coloured
from rundata_migrate.report.text import TextReport

END = f"  # {SITE}\n"

WITH_FAKE_ENGINE = """
import sys, fake_engine
from rundata_migrate import cli, engine, taint
engine.migrate_text = fake_engine.migrate_text
engine.migrate_program = fake_engine.migrate_program
taint.may_hold_site = lambda source: True
taint.may_read = lambda *known, **more: True
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fake_engine.use(monkeypatch)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def make(**contents: str) -> None:
    for name, content in contents.items():
        Path(name + ".py").write_text(content + END)


@pytest.fixture
def run(capfd):
    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(list(arguments))
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return call


def python(*arguments: str, **options) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, where what is imported and what ends up on a broken pipe can be seen."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, timeout=60, **options)


# -- migrating


def test_fixes_in_place_and_says_what_is_left(run):
    make(a="OLD", b="OLD MANUAL")
    status, out, err = run(".")
    assert status == 1
    assert Path("a.py").read_text() == "NEW" + END
    assert Path("b.py").read_text() == "NEW MANUAL" + END
    assert out.splitlines()[-1] == "Fixed 2 sites in 2 files; 1 left."
    assert err == ""
    status, out, _ = run("a.py")
    assert (status, out) == (0, "Nothing to migrate in 1 file.\n")


@pytest.mark.parametrize(
    "source, arguments, status, after",
    [
        ("nothing", (), 0, "nothing"),
        ("nothing", ("--check",), 0, "nothing"),
        ("OLD", (), 0, "NEW"),
        ("OLD", ("--check",), 1, "OLD"),
        ("OLD", ("--diff",), 1, "OLD"),
        ("OLD", ("--check", "--diff"), 1, "OLD"),
        ("OLD RISKY", (), 1, "NEW RISKY"),
        ("OLD RISKY", ("--unsafe-fixes",), 0, "NEW NEW"),
        ("MANUAL", ("--unsafe-fixes",), 1, "MANUAL"),
        ("BOOM", (), 2, "BOOM"),
    ],
)
def test_exit_status(run, source, arguments, status, after):
    make(a=source)
    assert run(*arguments, "a.py")[0] == status
    assert Path("a.py").read_text() == after + END


@pytest.mark.parametrize(
    "source, arguments, status",
    [
        ("MANUAL", (), 0),
        ("OLD", ("--check",), 0),
        ("OLD", ("--diff",), 0),
        ("BOOM", (), 2),
        ("OLD BOOM", ("--check",), 2),
    ],
)
def test_exit_zero(run, source, arguments, status):
    make(a=source)
    assert run("--exit-zero", *arguments, "a.py")[0] == status


def test_an_error_outweighs_but_stops_nothing(run):
    make(a="BOOM", b="OLD", c="MANUAL")
    status, out, _ = run(".")
    assert status == 2
    assert Path("b.py").read_text() == "NEW" + END
    assert out.splitlines()[-1] == "Fixed 1 site in 1 file; 1 left; 1 error."


def test_a_report_that_fails_stops_nothing(run, monkeypatch):
    make(a="OLD", b="OLD", c="OLD")
    real = TextReport.add

    def fail(report, result):
        if result.path == "b.py" and result.written:
            raise KeyError("x")
        real(report, result)

    monkeypatch.setattr(TextReport, "add", fail)
    status, out, err = run(".")
    assert (status, err) == (2, "")
    assert "b.py:1:1: RD907 internal error in the report of this file: KeyError: 'x'\n" in out
    assert all(Path(name).read_text().startswith("NEW") for name in ("a.py", "b.py", "c.py"))


@pytest.mark.parametrize("raised", [KeyError("x\ny"), RecursionError("x\ny"), MemoryError("x\ny")])
def test_an_error_that_nobody_foresaw_is_one_line(run, monkeypatch, raised):
    def fail(*arguments, **options):
        raise raised

    make(a="OLD")
    monkeypatch.setattr(config, "load", fail)
    status, out, err = run("a.py")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"rundata-migrate: internal error: {type(raised).__name__}: ")
    assert "(test_cli.py, line " in err


def test_diff_goes_to_standard_output_and_the_report_to_standard_error(run):
    make(a="OLD MANUAL", b="OLD")
    status, out, err = run("--diff", ".")
    assert status == 1
    assert out.startswith("--- a.py\n+++ a.py\n@@ -1 +1 @@\n-OLD MANUAL")
    assert "RD301" in err
    assert "RD301" not in out


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_diff_does_what_the_run_does(run, here):
    make(a="OLD MANUAL\n" + "x\n" * 30 + "OLD", b="OLD")
    Path("c.py").write_bytes(b"# coding: latin-1\r\nOLD = '\xe9'  # run.data.metrics")
    run("--quiet", ".")
    after = {path.name: path.read_bytes() for path in here.glob("*.py")}
    for path in here.glob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"NEW", b"OLD"))
    code = WITH_FAKE_ENGINE + "sys.exit(cli.main(['--diff', '.']))"
    done = python("-c", code, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)})
    assert done.returncode == 1, done.stderr
    subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn"], input=done.stdout, check=True)
    assert {path.name: path.read_bytes() for path in here.glob("*.py")} == after


def test_json_is_one_object_on_standard_output(run):
    make(a="OLD MANUAL", b="BOOM")
    status, out, _ = run("--output-format", "json", "--check", ".")
    report = json.loads(out)
    assert status == 2
    assert report["version"] == __version__
    assert [finding["rule"] for finding in report["findings"]] == ["RD101", "RD301", "RD907"]
    assert report["summary"]["changed"] == 1


def test_json_with_nothing_to_do(run):
    Path("a.py").write_text("x = 1\n")
    status, out, _ = run("--output-format=json", ".")
    assert status == 0
    assert json.loads(out)["findings"] == []
    assert json.loads(out)["summary"]["files"] == 1


def test_github_format(run):
    make(a="MANUAL")
    _, out, _ = run("--output-format=github", ".")
    assert out.startswith("::error file=a.py,line=1,col=1,endLine=1,endColumn=7,title=RD301::a manual word%0Awhy: ")


def test_quiet_with_nothing_to_say(run):
    make(a="OLD")
    assert run("-q", ".") == (0, "", "")


def test_explain_sites(run):
    make(a="OLD")
    _, out, _ = run("--check", "--explain-sites", ".")
    assert "how: run <- client.get_run(...) line 12 <- MlflowClient() line 3" in out


def test_exclude(run):
    for name in ("a.py", "sub_old.py"):
        Path(name).write_text("OLD" + END)
    assert run("--exclude", "*_old.py,nothing", ".")[0] == 0
    assert Path("a.py").read_text() == "NEW" + END
    assert Path("sub_old.py").read_text() == "OLD" + END


def test_no_files(run):
    status, out, err = run(".")
    assert (status, out + err) == (0, "No Python files found.\n")
    status, out, err = run("--check", ".")
    assert status == 0
    assert "No Python files found." in err


def test_settings_of_the_project_count(run):
    make(a="OLD")
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\ncheck = true\n")
    assert run(".")[0] == 1
    assert Path("a.py").read_text() == "OLD" + END
    assert run("--no-check", ".")[0] == 0
    assert Path("a.py").read_text() == "NEW" + END


# -- standard input


def from_input(data: bytes, *arguments: str, here: Path) -> subprocess.CompletedProcess[bytes]:
    code = WITH_FAKE_ENGINE + "sys.exit(cli.main())"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    return python("-c", code, *arguments, input=data, env=environment, cwd=here)


@pytest.mark.parametrize("data", [b"OLD = '\xc3\xa9'\r\n# run.data.metrics", b"\xef\xbb\xbfOLD\r# run.data.metrics\r"])
def test_standard_input(here, data):
    done = from_input(data, "-", here=here)
    assert (done.returncode, done.stdout) == (0, data.replace(b"OLD", b"NEW"))
    assert b"<stdin>:1:1: RD101" in done.stderr


@pytest.mark.parametrize(
    "data, status", [(b"", 0), (b"x = 1\r\n", 0), (b"BOOM run.data.tags", 2), (b"MANUAL run.data.tags", 1)]
)
def test_standard_input_that_does_not_change_comes_out_as_it_is(here, data, status):
    done = from_input(data, "-", here=here)
    assert (done.returncode, done.stdout) == (status, data)


def test_standard_input_with_a_name(here):
    done = from_input(b"MANUAL run.data.tags", "-", "--stdin-filename", "src/x.py", here=here)
    assert b"src/x.py:1:1: RD301" in done.stderr


@pytest.mark.parametrize("options", [("--check",), ("--diff",), ("--check", "-v"), ("--diff", "--jobs", "1")])
@pytest.mark.parametrize("source", ["OLD", "x = 1"])
def test_without_a_path_the_current_folder_is_looked_at(run, options, source):
    Path("sub").mkdir()
    Path("sub/a.py").write_text(source + END)
    assert run(*options) == run(*options, ".")
    assert Path("sub/a.py").read_text() == source + END


def test_without_a_path_where_the_settings_only_look(run):
    make(a="OLD")
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\ncheck = true\n")
    assert run() == run(".")
    assert run("--no-check")[0] == 2
    assert Path("a.py").read_text() == "OLD" + END


def test_standard_input_to_a_diff_or_a_check(here):
    data = b"OLD run.data.tags\n"
    done = from_input(data, "-", "--diff", "--stdin-filename", "x.py", here=here)
    assert (done.returncode, done.stdout.splitlines()[:2]) == (1, [b"--- x.py", b"+++ x.py"])
    done = from_input(data, "-", "--check", "--output-format=json", here=here)
    assert done.returncode == 1
    assert json.loads(done.stdout)["findings"][0]["fixed"] is True


# -- what cannot be asked


@pytest.mark.parametrize(
    "arguments, message",
    [
        ((), "no paths given; usage: rundata-migrate [OPTIONS] PATH ..."),
        (("--unsafe-fixes", "-j", "2"), "no paths given"),
        (("--no-check",), "no paths given"),
        (("--color", "sometimes", "a.py"), "sometimes"),
        (("nope.py",), "nope.py: No such file or directory"),
        (("--check", "nope.py"), "nope.py: No such file or directory"),
        (("-", "a.py"), "cannot be mixed"),
        (("--stdin-filename", "x.py", "a.py"), "needs - as the path"),
        (("--config", "x.toml", "--isolated", "a.py"), "exclude each other"),
        (("--config", "x.toml", "a.py"), "x.toml: No such file or directory"),
        (("--config", "x.toml", "--config", "y.toml", "a.py"), "--config: more than one file: x.toml, y.toml"),
        (("--config", "ignore = [", "a.py"), "--config 'ignore = [': "),
        (("--config", "ignored = ['RD4']", "a.py"), "--config: unknown key: ignored (did you mean ignore?)"),
        (("--config", "ignore = 'RD4'", "a.py"), "--config: ignore must be a list of strings"),
        (("--select", "XX1", "a.py"), "--select: unknown rule: XX1"),
        (("--select", "", "a.py"), "argument --select: '' names no rule"),
        (("--output-file", "", "a.py"), "--output-file: an empty name"),
        (("",), "'': No such file or directory"),
        (("a\nb.py",), "'a\\nb.py': No such file or directory"),
        (("--rules", "--output-format", "sarif"), "--rules has no format but text and json"),
        (("--show-files", "--output-format", "json"), "--show-files has no format but text"),
        (("--explain", "RD101", "--output-file", "x"), "--explain goes to standard output: it has no --output-file"),
        (("--write-baseline", "--baseline", "b", "--check", "a.py"), "--write-baseline and --check exclude each other"),
        (("--add-ignores", "--diff", "a.py"), "--add-ignores and --diff exclude each other"),
        (("--add-ignores", "--write-baseline", "a.py"), "--write-baseline and --add-ignores exclude each other"),
        (("--quiet", "--verbose", "a.py"), "exclude each other"),
        (("--jobs", "many", "a.py"), "argument -j/--jobs: 'many' is neither a whole number, 0 or more, nor auto"),
        (("--jobs", "-1", "a.py"), "argument -j/--jobs: '-1' is neither a whole number, 0 or more, nor auto"),
        (("--jobs", "2.5", "a.py"), "argument -j/--jobs: '2.5' is neither a whole number, 0 or more, nor auto"),
        (("--output-format", "xml", "a.py"), "xml"),
        (("--unsafe", "a.py"), "--unsafe"),
        (("--explain", "RD999"), "unknown rule: RD999"),
    ],
)
def test_misuse_is_two_and_changes_nothing(run, arguments, message):
    make(a="OLD")
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
    assert err.startswith("rundata-migrate: ")
    assert Path("a.py").read_text() == "OLD" + END


@pytest.mark.parametrize(
    "data",
    [
        b"[tool.rundata-migrate]\nqiet = true\n",
        b"[tool.rundata-migrate\n",
        b"[tool.rundata-migrate]\n# caf\xe9\n",
        "[tool.rundata-migrate]\nquiet = true\n".encode("utf-16"),
    ],
)
def test_bad_settings_are_one_line_and_two(run, data):
    make(a="OLD")
    Path("pyproject.toml").write_bytes(data)
    status, out, err = run("a.py")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("rundata-migrate: pyproject.toml: ")
    assert run("--isolated", "a.py")[0] == 0


@pytest.mark.parametrize("arguments", [(), ("--check",), ("-q", "--unsafe-fixes")])
@pytest.mark.parametrize("source", ["OLD", "x = 1"])
def test_settings_that_cannot_be_read_are_one_line_and_two(run, here, monkeypatch, arguments, source):
    make(a=source) if source == "OLD" else Path("a.py").write_text(source)
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\n")
    real = files.read

    def refuse(path):
        if path == str(here / "pyproject.toml"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(files, "read", refuse)
    assert run(*arguments, "a.py") == (2, "", "rundata-migrate: pyproject.toml: Permission denied\n")
    assert Path("a.py").read_text().startswith(source)


# -- questions


def test_version_and_help(run):
    assert run("--version")[:2] == (0, f"rundata-migrate {__version__}\n")
    status, out, _ = run("--help")
    assert status == 0
    assert "pip install rundata-compat" in " ".join(out.split()).replace("rundata- compat", "rundata-compat")
    assert "exit status" in out


def test_rules(run):
    status, out, _ = run("--rules")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list(rules.CODES)


def test_rules_for_programs(run):
    status, out, _ = run("--rules", "--output-format", "json")
    cards = json.loads(out)
    assert (status, [card["code"] for card in cards]) == (0, list(rules.CODES))
    assert {card["code"] for card in cards if card["has_fix"]} >= {"RD101", "RD502"}
    assert all(card["name"] and card["what"] and card["why"] and card["safety"] for card in cards)
    assert json.loads(run("--explain", "rd101", "--output-format", "json")[1]) == cards[:1]


def test_show_files(run):
    make(a="OLD", b="OLD")
    Path("sub").mkdir()
    for name in ("sub/c.py", "sub/é.py", "sub/d.txt"):
        Path(name).write_text("OLD" + END)
    assert run("--show-files", "--exclude", "b.py") == (0, "a.py\nsub/c.py\nsub/é.py\n", "")
    assert run("--show-files", "sub/c.py") == (0, "sub/c.py\n", "")
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\nbaseline = 'none.jsonl'\nevidence = ['none']\n")
    assert run("--show-files", "sub/c.py") == (0, "sub/c.py\n", "")
    assert run("--show-files", "-") == (2, "", "rundata-migrate: --show-files needs files (see --help)\n")
    assert run("--show-files", "nope") == (2, "", "rundata-migrate: nope: No such file or directory\n")
    assert Path("a.py").read_text() == "OLD" + END


def test_show_settings(run):
    Path("sub").mkdir()
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\nunsafe-fixes = true\nignore = ['RD1']\n")
    Path("sub/pyproject.toml").write_text("[tool.rundata-migrate]\nunsafe-fixes = false\nselect = ['rd1']\n")
    given = ("--select", "RD10", "--per-file-ignores", "a:RD9,a:RD101")
    status, out, err = run("--show-settings", "sub/a.py", *given)
    lines = out.splitlines()
    assert (status, err, lines[0]) == (0, "", "# settings for sub/a.py")
    assert {
        "unsafe-fixes = true  # pyproject.toml",
        'select = ["RD10"]  # command line',
        'per-file-ignores = {"a" = ["RD9", "RD101"]}  # command line',
        "ignore = []  # default",
        'output-format = "text"  # default',
    } <= set(lines)
    assert lines[-1] == "# rules that are off: " + " ".join(code for code in rules.CODES if code[:4] != "RD10")
    Path("rundata-migrate.toml").write_text(out)  # what is printed can be read
    assert 'select = ["RD10"]  # rundata-migrate.toml' in run("--show-settings")[1]


def test_explain(run):
    status, out, _ = run("--explain", "rd101")
    assert status == 0
    assert out.startswith("RD101 ")
    name = out.split()[1]
    assert run("--explain", name)[1] == out


# -- the process


HEAVY = {
    "argparse",
    "concurrent.futures",
    "dataclasses",
    "difflib",
    "enum",
    "json",
    "libcst",
    "pathspec",
    "re",
    "rich",
    "subprocess",
    "tomli",
    "tomllib",
    "typing",
}


PLAIN = [[], ["--check"], ["--diff"], ["-q", "--check"], ["--verbose", "--diff"], ["--quiet"]]


@pytest.mark.parametrize("options", PLAIN)
def test_nothing_to_do_imports_nothing_heavy(here, options):
    Path("a.py").write_text("import mlflow\nmlflow.log_metric('a', 1)\n")
    Path("pyproject.toml").write_text("[project]\n")
    code = "import sys; from rundata_migrate.cli import main; status = main([*sys.argv[1:], '.'])"
    code += "; print(status, *sys.modules)"
    done = python("-S", "-c", code, *options, env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent.parent)})
    status, *modules = done.stdout.decode().splitlines()[-1].split()
    said = b"" if "--diff" not in options else b"Nothing to migrate in 1 file." + os.linesep.encode()
    assert (status, done.stderr) == ("0", said)
    assert sorted(HEAVY & set(modules)) == []


@pytest.mark.parametrize("options", PLAIN[1:])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_short_way_says_what_the_long_way_does(run, options, count):
    for number in range(count):
        Path(f"f{number}.py").write_text("x = 1\n")
    assert run(*options, ".") == run(*options, "--jobs", "1", ".")


@pytest.mark.parametrize("arguments", [["--check", ".", "--jobs=1"], ["--quiet", "--exclude", "x", "."]])
def test_options_alone_do_not_import_libcst_or_rich(here, arguments):
    Path("a.py").write_text("x = 1\n")
    code = f"import sys; from rundata_migrate.cli import main; print(main({arguments}), *sys.modules)"
    done = python("-c", code)
    status, *modules = done.stdout.decode().splitlines()[-1].split()
    assert (status, done.stderr) == ("0", b"")
    assert sorted({"libcst", "rich", "json", "concurrent.futures", "tomllib", "difflib"} & set(modules)) == []


def test_as_a_module(here):
    Path("a.py").write_text("x = 1\n")
    done = python("-m", "rundata_migrate", "a.py")
    assert (done.returncode, done.stdout) == (
        0,
        b"Nothing to migrate in 1 file.\n".replace(b"\n", os.linesep.encode()),
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_reader_that_goes_away(here):
    for number in range(200):
        make(**{f"f{number:03}": "MANUAL"})
    code = WITH_FAKE_ENGINE + "sys.exit(cli.main())"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "."],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 2
    assert errors == b""


def test_names_that_the_terminal_cannot_show(here):
    Path("é.py").write_text("MANUAL" + END)
    code = WITH_FAKE_ENGINE + "sys.exit(cli.main())"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "PYTHONIOENCODING": "ascii"}
    done = python("-c", code, ".", env=environment)
    assert done.returncode == 1
    assert done.stdout.startswith(b"\\xe9.py:")


class Terminal:
    """A stream that says it is a terminal."""

    def __init__(self, stream) -> None:
        self.stream = stream
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def __getattr__(self, name):
        return getattr(self.stream, name)


@pytest.mark.parametrize(
    "choice, variables, is_terminal, colour",
    [
        ((), {}, True, True),
        ((), {}, False, False),
        ((), {"NO_COLOR": "1"}, True, False),
        ((), {"NO_COLOR": ""}, True, True),
        ((), {"TERM": "dumb"}, True, False),
        ((), {"FORCE_COLOR": "1"}, False, True),
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        (("--color", "auto"), {}, True, True),
        (("--color", "always"), {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        (("--color=never",), {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_for_terminals_unless_someone_says_otherwise(
    monkeypatch, capfd, choice, variables, is_terminal, colour
):
    make(a="OLD MANUAL")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    assert cli.main([*choice, "--check", "."]) == 1
    assert ("\x1b[1ma.py\x1b[0m" in capfd.readouterr().out) is colour
    assert cli.main([*choice, "--diff", "."]) == 1
    out, err = capfd.readouterr()
    assert ("\x1b[31m-OLD MANUAL" in out, "\x1b[1m" in err) == (colour, colour)
    assert ("\x1b" in out + err) is colour


def test_a_coloured_diff_is_the_diff():
    patch = (
        b"--- a b\n+++ a b\n@@ -1,3 +1,2 @@\n context\n--- not a head\n-- no\n+++ no\r\n\\ No newline at end of file\n"
    )
    painted = coloured(patch)
    assert re.sub(rb"\x1b\[\d*m", b"", painted) == patch
    assert [re.findall(rb"\x1b\[(\d+)m", line) for line in painted.split(b"\n")] == [
        [b"1", b"0"],
        [b"1", b"0"],
        [b"36", b"0"],
        [],
        [b"31", b"0"],
        [b"31", b"0"],
        [b"32", b"0"],
        [],
        [],
    ]


@pytest.mark.parametrize("patience, bar", [(-1.0, True), (1000.0, False)])
def test_a_bar_for_long_work_on_a_terminal(monkeypatch, run, patience, bar):
    for number in range(20):
        make(**{f"f{number:02}": "x = 1"})
    make(f10="MANUAL")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(progress, "PATIENCE", patience)
    terminal = Terminal(sys.stderr)
    monkeypatch.setattr(sys, "stderr", terminal)
    status, out, _ = run("--check", ".")
    assert status == 1
    assert ("migrating" in terminal.text) is bar
    assert "migrating" not in out
    assert out.count("RD301") == 1


def test_no_bar_where_there_is_no_terminal(monkeypatch, run):
    for number in range(20):
        make(**{f"f{number:02}": "x = 1"})
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    assert run("--check", ".")[2] == ""


# -- the same for programs


def test_the_api_is_imported_when_it_is_asked_for():
    code = (
        "import sys, rundata_migrate\nassert 'rundata_migrate.api' not in sys.modules\n"
        "assert 'migrate_paths' in dir(rundata_migrate)\n"
        "from rundata_migrate import migrate_source, RunResult\n"
        "assert rundata_migrate.migrate_paths\n"
        "try:\n    rundata_migrate.nothing\nexcept AttributeError:\n    print('fine')"
    )
    assert python("-c", code).stdout.split() == [b"fine"]


def test_migrate_paths(here):
    from rundata_migrate import migrate_paths

    make(a="OLD RISKY", b="x = 1")
    result = migrate_paths([here])
    assert [(file.path, file.written) for file in result.files] == [(str(here / "a.py"), False)]
    assert Path("a.py").read_text() == "OLD RISKY" + END
    assert (result.summary.fixed, result.summary.left, result.summary.files) == (1, 1, 2)
    assert [finding.rule for finding in result.findings] == ["RD101", "RD301"]
    result = migrate_paths([Path("a.py")], write=True, unsafe_fixes=True)
    assert result.files[0].written
    assert Path("a.py").read_text() == "NEW NEW" + END


def test_migrate_paths_reads_no_settings_and_checks_its_own(here):
    from rundata_migrate import migrate_paths
    from rundata_migrate.config import ConfigError
    from rundata_migrate.files import NoSuchPathError

    make(a="OLD", old="OLD")
    Path("pyproject.toml").write_text("[tool.rundata-migrate]\ncheck = true\n")
    assert [file.path for file in migrate_paths(["."], write=True, exclude=["old.py"]).files] == ["a.py"]
    with pytest.raises(ConfigError):
        migrate_paths(["."], select=["XX"])
    with pytest.raises(NoSuchPathError):
        migrate_paths(["nope"])


def test_migrate_source(monkeypatch):
    from rundata_migrate import api

    monkeypatch.setattr(api, "migrate_text", fake_engine.migrate_text)
    result = api.migrate_source("OLD MANUAL")
    assert (result.path, result.new_text, len(result.findings)) == ("<string>", "NEW MANUAL", 2)
    assert api.migrate_source("RISKY", path="x.py", unsafe_fixes=True).new_text == "NEW"
    assert "mlflow=True rival=False" in api.migrate_source("FACTS", uses_mlflow=True).findings[0].message


# -- end to end, with the engine


@pytest.fixture
def real_engine(monkeypatch):
    monkeypatch.undo()


LEGACY = """\
from mlflow.tracking import MlflowClient

run = MlflowClient().get_run("r")
value = [m.value for m in run.data.metrics if m.key == "a"][0]
for t in run.data.tags:
    print(t.timestamp)
"""


def legacy(here: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return python("-m", "rundata_migrate", *arguments, cwd=here)


@pytest.mark.mlflow
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_end_to_end(here, newline):
    source = LEGACY.replace("\n", newline).encode()
    (here / "a.py").write_bytes(source)
    diff = legacy(here, "--diff", "a.py")
    assert (diff.returncode, (here / "a.py").read_bytes()) == (1, source)
    assert b'+value = run.data.metrics["a"]' in diff.stdout
    assert legacy(here, "--check", "a.py").returncode == 1
    first = legacy(here, "a.py")
    after = (here / "a.py").read_bytes()
    assert first.returncode == 1
    assert after == source.replace(b'[m.value for m in run.data.metrics if m.key == "a"][0]', b'run.data.metrics["a"]')
    left = json.loads(legacy(here, "--output-format", "json", "a.py").stdout)
    assert left["summary"]["fixed"] == 0
    assert left["findings"]
    assert (here / "a.py").read_bytes() == after


@pytest.mark.parametrize(
    "source, rule",
    [
        ("run.data.metrics\ndef f(:\n", "RD900"),
        ("for m in run.data.metrics:\n    print m.key\n", "RD901"),
        ("x = run.data.metrics  # rundata: ignore[RD101]\n", "RD902"),
        ("x = '\ud800'\nrun.data.metrics\n", "RD903"),
        ("run.data.metrics\nx = " + "(" * 5000 + ")" * 5000 + "\n", "RD905"),
        ("run.data.metrics\nx = " + "-" * 50_000 + "1\n", "RD905"),
        ("run.data.metrics\nx = " + "[" * 90 + "]" * 90 + "\n", ""),
        ("run.data.metrics\nx = (" + "'a'\n" * 2000 + ")\n", ""),
        ("run.data.metrics\nx = " + " + ".join("a" * 3000) + "\n", ""),
        ("run.data.metrics\nx = " + " and ".join("a" * 10_000) + "\n", "RD905"),
        ("run.data.metrics\nif a: b\n" + "elif a: b\n" * 1500, ""),
    ],
    ids=[
        "syntax",
        "python2",
        "unused",
        "surrogate",
        "parentheses",
        "minus",
        "brackets",
        "strings",
        "sum",
        "and",
        "elif",
    ],
)
def test_awkward_files_are_named_and_stop_nothing(here, source, rule):
    data = source.encode("utf-8", "surrogatepass")
    (here / "a.py").write_bytes(data)
    (here / "b.py").write_text(LEGACY)
    done = legacy(here, "--output-format=json", ".")
    assert b"Traceback" not in done.stderr
    findings = json.loads(done.stdout)["findings"]
    of_a = [finding for finding in findings if finding["path"] == "a.py"]
    assert (here / "a.py").read_bytes() == data
    assert 'run.data.metrics["a"]' in (here / "b.py").read_text()
    assert all(finding["rule"].startswith("RD90") for finding in of_a)
    if rule:
        assert [finding["rule"] for finding in of_a] == [rule]
    assert done.returncode == (2 if any(finding["error"] for finding in of_a) else 1)


def test_escapes_that_python_warns_of_are_no_error(here):
    (here / "a.py").write_text("x = '\\d'\n")
    done = legacy(here, "--check", "a.py")
    assert (done.returncode, done.stderr) == (0, b"")
