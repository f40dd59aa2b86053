"""Files whose fixes go together are all written, or none is, whatever happens meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import writing
from rundata_migrate.api import migrate_paths
from rundata_migrate.documents import python
from rundata_migrate.findings import Finding, Place, Safety
from rundata_migrate.project.results import FileResult
from rundata_migrate.project.saving import save_together

FIXED = Finding("a.py", Place(1, 1, 1, 2), "RD101", Safety.SAFE, "a word", fixed=True)


@pytest.fixture
def group(tmp_path: Path) -> list[FileResult]:
    """Three files whose fixes go together."""
    paths = [str(tmp_path / name) for name in ("a.py", "b.py", "c.py")]
    for path in paths:
        Path(path).write_bytes(b"old")
    return [FileResult(path, (FIXED,), before=b"old", after=b"new", together=tuple(paths)) for path in paths]


def texts(group: list[FileResult]) -> list[bytes]:
    return [Path(one.path).read_bytes() for one in group]


def is_clean(group: list[FileResult]) -> bool:
    return sorted(os.listdir(os.path.dirname(group[0].path))) == ["a.py", "b.py", "c.py"]


def test_all_are_written(group: list[FileResult]) -> None:
    assert all(one.written for one in save_together(group))
    assert texts(group) == [b"new"] * 3
    assert is_clean(group)


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("moment", ["stage", "commit"])
def test_where_one_fails_all_stay(
    group: list[FileResult], monkeypatch: pytest.MonkeyPatch, which: int, moment: str
) -> None:
    bad = group[which].path
    if moment == "stage":
        real_stage = writing.stage

        def stage(path: str, new: bytes, old: bytes | None) -> writing.Staged:
            if path == bad:
                raise OSError(28, "No space left on device")
            return real_stage(path, new, old)

        monkeypatch.setattr(writing, "stage", stage)
    else:
        real_replace = os.replace

        def replace(source: str, target: str) -> None:
            if target == bad:
                raise OSError(28, "No space left on device")
            real_replace(source, target)

        monkeypatch.setattr(os, "replace", replace)
    saved = save_together(group)
    assert texts(group) == [b"old"] * 3
    assert is_clean(group)
    assert not any(one.written or one.after for one in saved)
    told = [finding.message for one in saved for finding in one.findings if finding.error]
    together = "not written: a file that its fixes go together with could not be written"
    assert told == ["not written: No space left on device" if one.path == bad else together for one in group]
    assert not any(finding.fixed for one in saved for finding in one.findings)


def test_one_that_changed_meanwhile_keeps_its_new_text_and_the_others_their_old_one(group: list[FileResult]) -> None:
    Path(group[1].path).write_bytes(b"newer")
    save_together(group)
    assert texts(group) == [b"old", b"newer", b"old"]
    assert is_clean(group)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_until_the_group_is_written(
    group: list[FileResult], monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    class Told(BaseException):
        pass

    def tell(*arguments: object) -> None:
        raise Told

    real = os.replace

    def replace(source: str, target: str) -> None:
        real(source, target)
        signal.raise_signal(number)

    former = signal.signal(number, tell)
    monkeypatch.setattr(os, "replace", replace)
    try:
        with pytest.raises(Told):
            save_together(group)
        assert signal.getsignal(number) is tell
    finally:
        signal.signal(number, former)
    assert texts(group) == [b"new"] * 3
    assert is_clean(group)


ENDED = """
import os, signal, sys
from rundata_migrate.project.results import FileResult
from rundata_migrate.project.saving import save_together
real = os.replace
def replace(source, target):
    real(source, target)
    signal.raise_signal(signal.SIGTERM)
os.replace = replace
paths = tuple(sys.argv[1:])
save_together([FileResult(path, before=b"old", after=b"new", together=paths) for path in paths])
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are other things there")
def test_nor_does_a_signal_that_nobody_handles(group: list[FileResult]) -> None:
    done = subprocess.run([sys.executable, "-c", ENDED, *(one.path for one in group)], timeout=60)
    assert done.returncode == -signal.SIGTERM
    assert texts(group) == [b"new"] * 3
    assert is_clean(group)


TEXT = {
    "setup.cfg": "",
    "alone.py": "import mlflow\n\nprint([m.key for m in mlflow.active_run().data.metrics])\n",
    "helper.py": "def key_of(m):\n    return m.key + str(m.value)\n",
    "caller.py": "import mlflow\nfrom helper import key_of\n\nrun = mlflow.tracking.MlflowClient().get_run('1')\n"
    "print([key_of(m) for m in run.data.metrics])\n",
}


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("bad", ["helper.py", "caller.py"])
def test_where_the_new_text_of_one_cannot_be_encoded_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: str, write: bool
) -> None:
    for name, content in TEXT.items():
        (tmp_path / name).write_text(content)
    joint = [one for one in migrate_paths([tmp_path]).files if one.together]
    assert sorted(Path(one.path).name for one in joint) == ["caller.py", "helper.py"]
    encode = python.PythonDocument.encode

    def failing(document: python.PythonDocument, new: str) -> bytes:
        if document.text == TEXT[bad] and new != document.text:
            raise UnicodeError("odd")
        return encode(document, new)

    monkeypatch.setattr(python.PythonDocument, "encode", failing)
    found = migrate_paths([tmp_path], write=write)
    rules = {Path(one.path).name: {finding.rule for finding in one.findings if finding.error} for one in found.files}
    assert rules == {name: {"RD907"} if name == bad else {"RD906"} for name in ("caller.py", "helper.py")} | {
        "alone.py": set()
    }
    for name in ("helper.py", "caller.py"):
        assert (tmp_path / name).read_text() == TEXT[name]
    assert ((tmp_path / "alone.py").read_text() != TEXT["alone.py"]) is write
