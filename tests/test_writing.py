from __future__ import annotations

import fcntl
import os
import stat
import tempfile
from pathlib import Path

import pytest

from rundata_migrate import files, writing
from rundata_migrate.writing import ChangedOnDiskError, write

needs_links = pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="no symbolic links")


def litter(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "a.py"
    path.write_bytes(b"old\r\n")
    return path


@pytest.mark.parametrize("mode", [0o755, 0o644, 0o600, 0o664])
def test_write_keeps_the_mode(target, mode):
    target.chmod(mode)
    write(str(target), b"new\r\n", b"old\r\n")
    assert target.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(target.stat().st_mode) == mode
    assert litter(target.parent) == ["a.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_write_keeps_the_owner(target):
    os.chown(target, 12345, 23456)
    target.chmod(0o6755)
    write(str(target), b"new", b"old\r\n")
    status = target.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o6755)


@needs_links
def test_write_goes_through_links(target):
    (target.parent / "sub").mkdir()
    link = target.parent / "sub" / "link.py"
    link.symlink_to("../a.py")
    write(str(link), b"new", b"old\r\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert litter(link.parent) == ["link.py"]


def test_a_file_that_changed_is_left(target):
    target.write_bytes(b"newer")
    with pytest.raises(ChangedOnDiskError):
        write(str(target), b"new", b"old\r\n")
    assert target.read_bytes() == b"newer"
    assert litter(target.parent) == ["a.py"]


def test_a_read_only_file_is_left(target):
    target.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        write(str(target), b"new", b"old\r\n")
    assert target.read_bytes() == b"old\r\n"
    assert litter(target.parent) == ["a.py"]


def test_a_file_that_vanished_does_not_come_back(target):
    target.unlink()
    with pytest.raises(FileNotFoundError):
        write(str(target), b"new", b"old\r\n")
    assert litter(target.parent) == []


@pytest.mark.parametrize("moment", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_crash_in_the_middle_leaves_the_old_file_and_no_litter(target, monkeypatch, moment, failure):
    def fail(*arguments):
        raise failure

    monkeypatch.setattr(os, moment, fail)
    with pytest.raises(type(failure)):
        write(str(target), b"new", b"old\r\n")
    assert target.read_bytes() == b"old\r\n"
    assert litter(target.parent) == ["a.py"]


def test_the_temporary_file_is_beside_the_target_and_no_python_file(target, monkeypatch):
    made = []
    mkstemp = tempfile.mkstemp

    def spy(*arguments, **options):
        made.append(mkstemp(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(tempfile, "mkstemp", spy)
    write(str(target), b"new", b"old\r\n")
    ((_, name),) = made
    assert os.path.dirname(name) == str(target.parent)
    assert not name.endswith(files.SUFFIXES)


def test_a_new_file_is_made_with_the_usual_mode_and_never_over_another(tmp_path):
    path = tmp_path / "new.jsonl"
    write(str(path), b"new", None)
    (tmp_path / "usual").touch()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)
    with pytest.raises(ChangedOnDiskError):
        write(str(path), b"newer", None)
    assert path.read_bytes() == b"new"
    assert litter(tmp_path) == ["new.jsonl", "usual"]


def test_other_names_of_a_file_are_counted_and_keep_the_old_bytes(target):
    os.link(target, target.parent / "b.py")
    assert write(str(target), b"new", b"old\r\n") == 1
    assert (target.parent / "b.py").read_bytes() == b"old\r\n"


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_works_on_is_not(target):
    left = target.parent / ".rundata-killed00.tmp"
    left.write_bytes(b"half")
    (target.parent / ".rundata-mine.txt").write_bytes(b"")
    staged = writing.stage(str(target), b"new", b"old\r\n")
    assert writing.sweep(str(target.parent)) == [str(left)]
    staged.commit()
    assert target.read_bytes() == b"new"
    assert litter(target.parent) == [".rundata-mine.txt", "a.py"]


def test_a_file_swept_before_it_was_locked_is_made_anew(target, monkeypatch):
    lock = fcntl.flock
    swept = []

    def late(handle, how):
        if not swept:
            swept.extend(path for path in target.parent.glob(".rundata-*") if path.unlink() is None)
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    write(str(target), b"new", b"old\r\n")
    assert len(swept) == 1
    assert target.read_bytes() == b"new"
    assert litter(target.parent) == ["a.py"]
