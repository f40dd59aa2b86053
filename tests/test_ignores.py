"""``--add-ignores``: comments where they count, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import PROJECTS, Case

from rundata_migrate import cli, ignores, writing

Run = Callable[..., tuple[int, list[str]]]

HEAD = "import mlflow\n\nrun = mlflow.get_run('1')\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, list[str]]:
        status = cli.main(list(arguments))
        captured = capfd.readouterr()
        return status, [*captured.out.splitlines(), *captured.err.splitlines()]

    return call


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # what is left and what could be fixed; the rule that the site has with the comment behind it
        ("print(max(m.timestamp for m in run.data.metrics))", "…  # rundata: ignore[RD401]"),
        ("print([t.key for t in run.data.tags])", "…  # rundata: ignore[RD202]"),
        ("for m in run.data.metrics:\n    print(m.step)", "…  # rundata: ignore[RD401]"),
        # comments that are there
        ("print([t.key for t in run.data.tags])  # noqa: E501", "…  # rundata: ignore[RD202]"),
        (
            "print([t.key for t in run.data.tags])# why  ",
            "print([t.key for t in run.data.tags])# why  # rundata: ignore[RD202]  ",
        ),
        (
            "print([t.key for t in run.data.tags])  # rundata: ignore[RD902, RD1] why",
            "print([t.key for t in run.data.tags])  # rundata: ignore[RD902, RD1, RD202] why",
        ),
        # two in one line
        (
            "print([t.key for t in run.data.tags], [m.step for m in run.data.metrics])",
            "…  # rundata: ignore[RD202, RD401]",
        ),
        # several lines: the first, or where that cannot carry a comment another that counts; within the code of a fix
        # it keeps the fix away, and the next rule names the site
        (
            "print([t.key\n    for t in run.data.tags\n])",
            "print([t.key\n    for t in run.data.tags  # rundata: ignore[RD302]\n])",
        ),
        (
            "print([t.key for t in \\\n    run.data.tags])",
            "print([t.key for t in \\\n    run.data.tags])  # rundata: ignore[RD202]",
        ),
        (
            "print([t.key for t in run.data.tags], '''\n''')",
            "print([t.key for t in run.data.tags], '''\n''')  # rundata: ignore[RD202]",
        ),
        (
            "x = [t.key for t in run.data.tags], f'''{\n1}'''; print(x)",
            "x = [t.key for t in run.data.tags], f'''{\n1}'''; print(x)  # rundata: ignore[RD202]",
        ),
        (
            "print([t.key for t in run.data.tags]); \\\nprint(1)",
            "print([t.key for t in run.data.tags]); \\\nprint(1)  # rundata: ignore[RD202]",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_comment_where_it_counts(run: Run, before: str, after: str, newline: str) -> None:
    path = Path("a.py")
    path.write_bytes((HEAD + before).replace("\n", newline).encode())
    status, lines = run("--add-ignores", "a.py")
    expected = (HEAD + after.replace("…", before)).replace("\n", newline)
    assert path.read_bytes().decode() == expected
    assert (status, lines[-1]) == (1 if "RD1" in before else 0, "Added comments to 1 line in 1 file.")
    if status == 0:
        assert run("--check", "a.py") == (0, ["Nothing to migrate in 1 file."])
        assert run("--add-ignores", "a.py") == (0, ["Nothing to migrate in 1 file."])
    assert path.read_bytes().decode() == expected


def test_in_a_string_it_goes_behind_the_string(run: Run) -> None:
    old = HEAD + 'x = f"""\n{[t.key for t in run.data.tags]}\n"""\n'
    Path("a.py").write_text(old)
    assert run("--add-ignores", "a.py")[0] == 0
    assert Path("a.py").read_text() == old.removesuffix("\n") + "  # rundata: ignore[RD202]\n"
    assert run("--check", "a.py")[0] == 0


def test_in_markdown(run: Run) -> None:
    old = "# Title\n\n```python\n" + HEAD + "print([t.key for t in run.data.tags])\n```\n"
    Path("a.md").write_text(old)
    assert run("--add-ignores", "a.md")[0] == 0
    assert Path("a.md").read_text() == old.replace("tags])\n", "tags])  # rundata: ignore[RD202]\n")
    assert run("--check", "a.md")[0] == 0


def test_a_fix_over_two_files(run: Run) -> None:
    Path("pyproject.toml").touch()
    Path("a.py").write_text(HEAD + "from b import key_of\nprint([key_of(m) for m in run.data.metrics])\n")
    Path("b.py").write_text("def key_of(m):\n    return m.key + str(m.value)\n")
    status, _ = run("--add-ignores", ".")
    assert (status, run("--check", ".")[0]) == (0, 0)
    assert "rundata: ignore" in Path("a.py").read_text()


COMMENT = re.compile(r"  # rundata: ignore\[[^\]]*\]")


@pytest.mark.parametrize("project", list(PROJECTS.values())[::10], ids=list(PROJECTS)[::10])
def test_whole_projects(run: Run, project: Case) -> None:
    shutil.copytree(project.folder, ".", dirs_exist_ok=True)
    before = {path: path.read_text() for path in Path().rglob("*.py")}
    count = run("--check", ".")[0]
    status, lines = run("--add-ignores", ".")
    assert status == 0
    assert lines[-1].startswith("Added comments to ") is (count == 1)
    assert run("--check", ".")[0] == 0
    assert {path: COMMENT.sub("", path.read_text()) for path in before} == {
        path: COMMENT.sub("", text) for path, text in before.items()
    }


def test_one_that_cannot_be_written_is_told_and_the_others_go_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing.write

    def write(path: str, new: bytes, old: bytes | None) -> int:
        if path == "a.py":
            raise OSError(28, "No space left on device")
        return real(path, new, old)

    monkeypatch.setattr(ignores.writing, "write", write)
    for name in ("a.py", "b.py"):
        Path(name).write_text(HEAD + "print([t.key for t in run.data.tags])\n")
    status, lines = run("--add-ignores", ".")
    assert status == 2
    assert lines[0] == "a.py:1:1: RD906 not written: No space left on device"
    assert lines[-1] == "Added comments to 1 line in 1 file."
    assert "rundata" not in Path("a.py").read_text()
    assert "rundata" in Path("b.py").read_text()


def test_in_a_notebook(run: Run) -> None:
    sources = ["# A title", "%matplotlib inline\n" + HEAD, "x = 1\nprint([t.key for t in run.data.tags])\n!ls"]
    kinds = ["markdown", "code", "code"]
    cells = [
        {"cell_type": kind, "id": str(number), "metadata": {}, "source": source}
        | ({} if kind == "markdown" else {"execution_count": None, "outputs": []})
        for number, (kind, source) in enumerate(zip(kinds, sources, strict=True))
    ]
    old = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    Path("n.ipynb").write_text(old)
    assert run("--write-baseline", "--baseline", "known.jsonl", "n.ipynb")[0] == 0
    (entry,) = map(json.loads, Path("known.jsonl").read_text().splitlines()[1:])
    assert (entry["rule"], entry["code"]) == ("RD202", "[t.key for t in run.data.tags]")
    assert run("--check", "--baseline", "known.jsonl", "n.ipynb")[0] == 0
    assert run("--add-ignores", "n.ipynb")[0] == 0
    assert Path("n.ipynb").read_text() == old.replace("run.data.tags])", "run.data.tags])  # rundata: ignore[RD202]")
    assert run("--check", "n.ipynb")[0] == 0
