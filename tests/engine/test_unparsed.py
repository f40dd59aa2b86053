"""What is said of texts that cannot be parsed, and texts that Python parses and libcst does not give back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rundata_migrate import cli, python_2
from rundata_migrate.api import migrate_paths, migrate_source

HEAD = "import mlflow\nrun = mlflow.active_run()\n"
SITE = "for m in run.data.metrics:\n    print(m.key)\n"
AFTER = "for key in run.data.metrics:\n    print(key)\n"

PYTHON_2 = [
    "print x",
    "print 'x'",
    "print not x",
    "print >>log, x",
    "if x: print x, y",
    "x = 1; print x",
    "exec code",
    "exec code in names",
    "exec 'x = 1'",
    "try:\n    x\nexcept (KeyError, ValueError), e:\n    pass",
    "try:\n    x\nexcept KeyError, E:\n    pass",
    "raise ValueError, 'x'",
    "raise ValueError, message, trace",
    "if x <> y:\n    pass",
    "y = `x`",
    "y = 'a' + `x`",
    "y = str(`x`)",
    "y = ur'x'",
    "# by `rmse`\nprint x",
]


@pytest.mark.parametrize("text", PYTHON_2)
def test_python_2_is_told_by_its_tokens(text: str) -> None:
    text = HEAD + text + "\ndef f(:\n"  # which nobody parses, so that it is by the tokens alone
    [finding] = migrate_source(text).findings
    assert (finding.rule, finding.error) == ("RD901", True)
    assert finding.message.startswith("Python 2 cannot be migrated: `")


PYTHON_3 = {
    "backquotes-in-comment": "# by `rmse`\n",
    "backquotes-in-string": "x = 'by `rmse`'\n",
    "backquotes-in-docstring": 'def f():\n    """By `rmse`.\n\n    print x\n    """\n',
    "print-in-string": "x = '''\nprint x\nraise ValueError, x\n'''\n",
    "print-in-comment": "# print x\n",
    "print-called": "print ('x')\nprint (x), y\nprint\n",
    "print-read": "p = [print if x else y]\nx = print or y\n",
    "several-exceptions": "try:\n    x\nexcept KeyError, ValueError:\n    pass\n",
    "prose": "print the results of the run\n",
    "backquotes-in-prose": "Compares runs by `rmse` and `mae`.\n",
    "shell": "!pip install mlflow\n",
    "shell-with-backquotes": "!echo `date` > x\n",
    "magic": "%run ./setup\n",
    "conflict": "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> main\n",
    "open-string": "x = '''print y\nprint x\n",
}


@pytest.mark.parametrize("name", PYTHON_3)
def test_a_broken_text_of_python_3_is_told_in_its_own_words(name: str) -> None:
    text = HEAD + PYTHON_3[name] + "def f(:\n" + SITE
    with pytest.raises(SyntaxError) as raised:
        compile(text, "a.py", "exec")
    [finding] = migrate_source(text).findings
    assert (finding.rule, finding.message) == ("RD900", f"cannot be parsed: {raised.value.msg}")
    assert (finding.place.line, finding.place.column) == (raised.value.lineno, raised.value.offset)


def test_where_python_2_stands() -> None:
    [finding] = migrate_source(HEAD + "if x:\n    print  x # why\n").findings
    assert (finding.place.line, finding.place.column) == (4, 5)
    assert finding.message == "Python 2 cannot be migrated: `print x # why`"
    [finding] = migrate_source(HEAD + f"print '{'x' * 500}'\n").findings
    assert len(finding.message) < 100


def test_strings_keep_their_length() -> None:
    text = "x = 'a\\'b' # 'c\ny = '''d\n'e''' + \"\"\n"
    hidden = python_2.without_strings(text)
    assert hidden == "x = 'ssss'     \ny = 'ssssssss' + \"\"\n"
    assert len(hidden) == len(text)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("\f" + HEAD + SITE, id="first"),
        pytest.param(HEAD + "\f" + SITE, id="at-the-margin"),
        pytest.param(HEAD + "\f\f" + SITE, id="two"),
        pytest.param(HEAD + " \t\f" + SITE, id="after-blanks"),
        pytest.param(HEAD + "def f():\n    pass\n    \f" + SITE, id="ends-a-block"),
        pytest.param(
            HEAD + "if run:\n    pass\n\f    for m in run.data.metrics:\n        print(m.key)\n", id="in-a-block"
        ),
        pytest.param(HEAD + 'x = """\n\f a\n"""\n\f' + SITE, id="in-a-string"),
        pytest.param("\f# c\n" + HEAD + "\f\n" + SITE + "\f# end\n\f", id="elsewhere"),
        pytest.param(HEAD + "x = 1\f\n\fy = 2\n" + SITE + "\fz = 3\n", id="around"),
    ],
)
def test_form_feeds_before_code(before: str) -> None:
    result = migrate_source(before)
    assert [finding.rule for finding in result.findings] == ["RD301"]
    assert result.new_text == before.replace("for m in", "for key in").replace("print(m.key)", "print(key)")


def test_a_form_feed_does_not_shift_places() -> None:
    [finding] = migrate_source(HEAD + "\fx = {m.key: m for m in run.data.metrics}\n").findings
    line = "\fx = {m.key: m for m in run.data.metrics}"
    assert finding.place.line == 3
    assert line[finding.place.column - 1 : finding.place.end_column - 1] == "run.data.metrics"


def test_old_mac_line_ends(tmp_path) -> None:
    text = "# coding: latin-1\n" + HEAD + "# \xe9: `x`\n" + SITE + "x = {p.key: p for p in run.data.params}\n"
    before = text.replace("\n", "\r").encode("latin-1")
    path = tmp_path / "a.py"
    path.write_bytes(before)
    [result] = migrate_paths([path], write=True).files
    assert path.read_bytes() == before.replace(SITE.replace("\n", "\r").encode(), AFTER.replace("\n", "\r").encode())
    assert [(one.rule, one.place.line) for one in result.findings if one.fixed] == [("RD301", 5)]
    assert migrate_source((HEAD + SITE).replace("\n", "\r")).new_text == (HEAD + AFTER).replace("\n", "\r")


def test_old_mac_line_ends_with_the_shim(tmp_path) -> None:
    text = (HEAD + "x = {m.key: m for m in run.data.metrics}\n").replace("\n", "\r")
    after = migrate_source(text, fallback="shim").new_text
    assert after is not None
    assert "\n" not in after
    assert "import rundata_compat\r" in after


# -- on the command line

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Said:
    """The command line: status, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.main([*arguments])
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return call


BROKEN = {
    "shares a name": ("def score(run):\n    print 'x'\n", False),
    "reads what looks like containers": ("self.data = self.params\nprint 'x'\n", False),
    "reads entities": ("for p in found.params: print p.key\n", True),
    "reads run data": ("found = run.data.tags\nprint found\n", True),
    "imports it": ("import mlflow\nself.data = self.params\nprint 'x'\n", True),
}
SCORE = """\
from mlflow.tracking import MlflowClient

def score(run):
    return [m.value for m in run.data.metrics if m.key == "a"][0]

print(score(MlflowClient().get_run("r")))
"""


@pytest.mark.parametrize("source, counts", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_without_a_word_of_run_data_is_no_error(
    here: Path, said: Said, source: str, counts: bool
) -> None:
    (here / "a.py").write_text(source)
    (here / "b.py").write_text(SCORE)
    (here / "c.py").write_text("from a import score\nfrom b import score as other\n")
    done = said("--check", ".", "--output-format=json")
    report = json.loads(done[1])
    assert done[0] == (2 if counts else 1)
    assert ("a.py" in {one["path"] for one in report["findings"]}) is counts
    assert ("a.py" in {one["path"] for one in report["passed_over"]}) is not counts
    verbose = said("--check", "-v", ".")
    assert "a.py:" in verbose[1]
    named = said("--check", "a.py", "b.py", "c.py")
    assert named[0] == 2


@pytest.mark.parametrize("source", ["def f(:\n", "print 'x'\n", "x = '\\x00\\xff'\n\0", "(" * 300])
@pytest.mark.parametrize("others", ["x = 1\n", "import mlflow\n", SCORE])
def test_a_broken_file_that_was_named_is_an_error_whatever_is_in_it(
    here: Path, said: Said, source: str, others: str
) -> None:
    (here / "a.py").write_text(source)
    (here / "b.py").write_text(others)
    done = said("a.py", "b.py")
    assert (done[0], done[2]) == (2, "")
    assert done[1].count("a.py:") == 1
    assert "1 error" in done[1]
    assert said("--check", ".")[0] == 0  # nobody named it, and no word of run data is in it
    verbose = said("--check", "-v", ".")
    assert verbose[1].count("a.py:") == 1
    assert "passed over: no word of run data in it" in verbose[1]
