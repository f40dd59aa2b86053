"""The shim for a test run: ``pytest --rundata-compat=error|report|record``, or ``rundata_compat = report`` in its ini.

``error`` fails a test at its first list-style use. ``report`` ends with a table of places, ``record`` writes them to a
file as well. With ``--rundata-compat-baseline FILE`` a run fails on places that are not in the file; a place is known
there by its file, the text of its line, the operation and the container, so that it may move. Works with pytest-xdist:
the workers send their places to the controller.
"""

from __future__ import annotations

import json
import linecache
import os
import threading
from types import CodeType
from typing import Any

import pytest

import rundata_compat
from rundata_compat.record import Place, Recorder, place_of
from rundata_compat.report import table

MODES = ("error", "report", "record")
SENT = "rundata_compat_places"


class Collected:
    """The places of this process, and of xdist's workers, with their counts; a recorder too where one is asked for."""

    def __init__(self, mode: str, recorder: Recorder | None) -> None:
        self.mode = mode
        self.recorder = recorder
        self.counts: dict[Place, int] = {}
        self.new: list[Place] = []
        self._forked()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    def _forked(self) -> None:
        # Another thread may have held the lock, and there is none in the child to give it back.
        self._lock = threading.Lock()

    def add(self, code: CodeType, lasti: int, line: int, operation: str, container: str) -> None:
        """Count one use, as ``record.Recorder.add`` does."""
        place = place_of(code, lasti, line, operation, container)
        with self._lock:
            self.counts[place] = self.counts.get(place, 0) + 1
        if self.recorder is not None:
            self.recorder.add(code, lasti, line, operation, container)

    def iterated(self, code: CodeType, lasti: int, line: int, container: str, names: tuple[str, ...] = ()) -> None:
        """Hand on what is no list-style use, as ``record.Recorder.iterated`` takes it."""
        if self.recorder is not None:
            self.recorder.iterated(code, lasti, line, container, names)

    def receive(self, sent: list[Any]) -> None:
        """Add what a worker counted."""
        for fields, count in sent:
            place = Place(*fields)
            self.counts[place] = self.counts.get(place, 0) + count


_KEY = "_rundata_compat_collected"


def pytest_addoption(parser: Any) -> None:
    """Add the options."""
    group = parser.getgroup("rundata-compat")
    group.addoption(
        "--rundata-compat", choices=MODES, help="install rundata_compat for the run; what list-style use does"
    )
    group.addoption("--rundata-compat-file", metavar="FILE", help="where 'record' writes (rundata-compat.jsonl)")
    group.addoption("--rundata-compat-baseline", metavar="FILE", help="fail on list-style uses that FILE does not know")
    group.addoption("--rundata-compat-update-baseline", action="store_true", help="write the baseline anew")
    parser.addini("rundata_compat", "install rundata_compat for the run: error, report or record")


# First of all: before conftest files and test modules import what uses run data.
@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: Any) -> None:
    """Install the shim, where that is asked for."""
    baseline = config.getoption("--rundata-compat-baseline")
    mode = config.getoption("--rundata-compat") or config.getini("rundata_compat") or ("report" if baseline else "")
    if not mode:
        return
    if mode not in MODES:
        raise pytest.UsageError(f"rundata_compat is {mode!r} in the ini file; it takes one of {', '.join(MODES)}")
    if mode == "error" and baseline:
        raise pytest.UsageError("--rundata-compat-baseline goes with report or record: error fails on every use")
    if config.getoption("--rundata-compat-update-baseline") and not baseline:
        raise pytest.UsageError("--rundata-compat-update-baseline needs --rundata-compat-baseline FILE")
    if baseline and not _is_worker(config) and not config.getoption("--rundata-compat-update-baseline"):
        read_baseline(_path(config, baseline))
    try:
        recorder = None
        if mode == "record":
            recorder = Recorder(_path(config, config.getoption("--rundata-compat-file") or "rundata-compat.jsonl"))
        collected = Collected(mode, recorder)
        rundata_compat.install("error" if mode == "error" else "record", collected)
    except (ImportError, OSError) as error:
        raise pytest.UsageError(f"rundata_compat: {error}") from None
    setattr(config, _KEY, collected)
    if config.pluginmanager.hasplugin("dsession") or config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(_FromWorkers(collected))


def pytest_unconfigure(config: Any) -> None:
    """Take the shim out again."""
    collected = getattr(config, _KEY, None)
    if collected is not None:
        if collected.recorder is not None:
            collected.recorder.flush()
        rundata_compat.uninstall()


class _FromWorkers:
    def __init__(self, collected: Collected) -> None:
        self._collected = collected

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        self._collected.receive(getattr(node, "workeroutput", {}).get(SENT, []))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: Any) -> None:
    """Send the places to the controller, or compare them with the baseline."""
    config = session.config
    collected = getattr(config, _KEY, None)
    if collected is None:
        return
    if _is_worker(config):
        config.workeroutput[SENT] = [[list(place), count] for place, count in collected.counts.items()]
        return
    named = config.getoption("--rundata-compat-baseline")
    if not named:
        return
    path = _path(config, named)
    if config.getoption("--rundata-compat-update-baseline"):
        write_baseline(path, collected.counts, str(config.rootpath))
        return
    known = read_baseline(path)
    for place in sorted(collected.counts, key=lambda place: (place.file, place.line, place.col or 0)):
        key = baseline_key(place, str(config.rootpath))
        if known.get(key, 0) > 0:
            known[key] -= 1
        else:
            collected.new.append(place)
    if collected.new and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    """The table of places and counts."""
    collected = getattr(config, _KEY, None)
    if collected is None or collected.mode == "error":
        return
    terminalreporter.section("list-style uses of MLflow's run data")
    for line in table(collected.counts):
        terminalreporter.write_line(line)
    if collected.new:
        terminalreporter.section("list-style uses that the baseline does not know", red=True)
        for line in table({place: collected.counts[place] for place in collected.new}):
            terminalreporter.write_line(line)


def baseline_key(place: Place, root: str) -> Any:
    """What a place is known by when its line moves."""
    file = os.path.relpath(place.file, root) if os.path.isabs(place.file) else place.file
    return (
        file.replace(os.sep, "/"),
        linecache.getline(place.file, place.line).strip(),
        place.operation,
        place.container,
    )


def read_baseline(path: str) -> dict[Any, int]:
    """How many places of each kind are allowed. UsageError for a file that is missing or no baseline."""
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        return {
            (one["file"], one["code"], one["operation"], one["container"]): int(one["places"]) for one in data["places"]
        }
    except OSError as error:
        raise pytest.UsageError(f"rundata_compat: baseline {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise pytest.UsageError(f"rundata_compat: baseline {path}: not a baseline of rundata_compat") from None


def write_baseline(path: str, counts: dict[Place, int], root: str) -> None:
    """Write the places of this run as the baseline, whole or not at all."""
    places: dict[Any, int] = {}
    for place in counts:
        key = baseline_key(place, root)
        places[key] = places.get(key, 0) + 1
    names = ("file", "code", "operation", "container")
    rows = [dict(zip(names, key), places=number) for key, number in sorted(places.items())]
    beside = f"{path}.{os.getpid()}.tmp"
    with open(beside, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "places": rows}, file, indent=1, ensure_ascii=False)
        file.write("\n")
    os.replace(beside, path)


def _path(config: Any, name: str) -> str:
    return os.path.join(str(config.rootpath), name) if not os.path.isabs(name) else name


def _is_worker(config: Any) -> bool:
    return hasattr(config, "workerinput")
