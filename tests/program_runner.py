"""Runs old and migrated programs inside an environment with a real MLflow; started by ``corpus/test_runs.py``.

    python program_runner.py RECORDS OUTPUT PROGRAM...

One process imports MLflow once and forks for each program, so that a hundred programs cost seconds. RECORDS
is the module that the programs import as ``records``; the results go to OUTPUT as one JSON object, path to
result. It runs on Python 3.7 and later with nothing but the standard library and MLflow.

What differs between MLflow versions and is not the subject of the programs is evened out in ``even_out``.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import json
import logging
import os
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
import types
import warnings
from collections.abc import Iterator
from typing import Any

TIME_LIMIT = 30.0
SHIM = bool(os.environ.get("RUNDATA_RUN_WITH_SHIM"))
"""Run the programs with the shim installed."""
WRITES = re.compile(rb"start_run|log_batch|log_metric|log_param|set_tag|create_run")
"""A program with one of these names gets a store of its own; a copy costs more than running the program."""


def odd_order(name: str) -> str:
    """A sort key that gives the same order everywhere, but not the alphabet's."""
    return name[::-1]


def order_directories() -> None:
    """File systems list in any order; here it is always the same."""
    listdir, walk = os.listdir, os.walk

    def ordered_listdir(*args: Any) -> list[Any]:
        return sorted(listdir(*args), key=odd_order)

    def ordered_walk(*args: Any, **options: Any) -> Iterator[Any]:
        for root, folders, files in walk(*args, **options):
            folders.sort(key=odd_order)
            files.sort(key=odd_order)
            yield root, folders, files

    setattr(os, "listdir", ordered_listdir)  # noqa: B010
    setattr(os, "walk", ordered_walk)  # noqa: B010


class _Alias:
    """Another name for an attribute. Not a property: those are what ``dict(entity)`` shows."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else getattr(instance, self.name)


def even_out() -> None:
    """Make old spellings work that have nothing to do with run data."""
    entities = importlib.import_module("mlflow.entities")
    importlib.import_module("mlflow.tracking")
    for name in ("mlflow.store.file_store", "mlflow.store.tracking.file_store"):
        with contextlib.suppress(ImportError):
            module = importlib.import_module(name)
            sys.modules["mlflow.store.file_store"] = module
            break
    if SHIM:
        importlib.import_module("rundata_compat").install("silent")
        return  # which sees to the rest
    metric = entities.Metric
    code = metric.__init__.__code__
    names = code.co_varnames[: code.co_argcount]
    if "step" in names:
        after = len(names) - 1 - names.index("step")
        metric.__init__.__defaults__ = (0,) + (metric.__init__.__defaults__ or ())[-after:] * bool(after)
    info = entities.RunInfo
    if not hasattr(info, "run_uuid"):
        info.run_uuid = _Alias("run_id")


def write_store(root: pathlib.Path, recorded: dict[str, Any], start: int) -> None:
    """The recorded runs as a file store that every MLflow version reads."""
    experiment = root / "0"
    experiment.mkdir(parents=True)
    (root / ".trash").mkdir()
    (experiment / "meta.yaml").write_text(
        f"artifact_location: {experiment}\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n"
    )
    for number, (run_id, kinds) in enumerate(recorded.items()):
        folder = experiment / run_id
        (folder / "artifacts").mkdir(parents=True)
        facts = {
            "artifact_uri": str(folder / "artifacts"),
            "end_time": start + 100,
            "entry_point_name": "''",
            "experiment_id": "'0'",
            "lifecycle_stage": "active",
            "name": "''",
            "run_id": run_id,
            "run_uuid": run_id,
            "run_name": "''",
            "source_name": "''",
            "source_type": 4,
            "source_version": "''",
            "start_time": start - number,
            "status": 3,
            "tags": "[]",
            "user_id": "someone",
        }
        (folder / "meta.yaml").write_text("".join("{}: {}\n".format(*fact) for fact in facts.items()))
        for kind, values in kinds.items():
            (folder / kind).mkdir()
            for key, value in values.items():
                path = folder / kind / key
                path.parent.mkdir(parents=True, exist_ok=True)
                if kind == "metrics":
                    value = "".join(f"{start + after} {number!r}\n" for after, number in value)
                path.write_text(value, encoding="utf-8")


def warm_up(store: pathlib.Path) -> None:
    """Load what MLflow loads late, once for all children."""
    importlib.import_module("mlflow").set_tracking_uri(str(store))
    importlib.import_module("unittest.mock")
    client = importlib.import_module("mlflow.tracking").MlflowClient()
    for run in client.search_runs(["0"], ""):
        client.get_run(run.info.run_uuid)


def contents(root: pathlib.Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path): path.read_bytes() for path in sorted(root.glob("**/*")) if path.is_file()}


def run_program(path: pathlib.Path, store: pathlib.Path) -> dict[str, Any]:
    """Run one program in this process; what it printed and how it ended."""
    os.environ["MLFLOW_TRACKING_URI"] = str(store)
    importlib.import_module("mlflow").set_tracking_uri(str(store))
    output, began = io.StringIO(), time.time()
    result: dict[str, Any] = {"raised": None, "traceback": ""}
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    sys.modules["__main__"] = module
    sys.argv = [str(path)]
    try:
        code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            exec(code, module.__dict__)
    except BaseException as error:
        result["raised"] = type(error).__name__
        result["traceback"] = traceback.format_exc()
    result["stdout"] = output.getvalue()
    result["seconds"] = time.time() - began
    return result


def in_a_child(path: pathlib.Path, template: pathlib.Path, folder: pathlib.Path) -> Any:
    """Fork, run the program over the store, or a copy of it if the program writes, and fetch the result."""
    place = pathlib.Path(tempfile.mkdtemp(dir=str(folder)))
    store, answer = template, place / "answer.json"
    if WRITES.search(path.read_bytes()):
        store = place / "mlruns"
        shutil.copytree(str(template), str(store))
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, TIME_LIMIT)
        os.chdir(str(place))
        try:
            answer.write_text(json.dumps(run_program(path, store)), encoding="utf-8")
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    if not answer.exists():
        how = "TimeLimit" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM else "Died"
        return {"raised": how, "traceback": f"wait status {status}", "stdout": "", "seconds": TIME_LIMIT}
    return json.loads(answer.read_text(encoding="utf-8"))


def main(records_path: str, output: str, programs: list[str]) -> None:
    """Run the programs and write what they did."""
    os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    warnings.simplefilter("ignore")
    os.environ["PYTHONWARNINGS"] = "ignore"
    even_out()
    logging.disable(logging.CRITICAL)
    order_directories()
    spec = importlib.util.spec_from_file_location("records", records_path)
    assert spec is not None
    assert spec.loader is not None
    records = importlib.util.module_from_spec(spec)
    sys.modules["records"] = records
    spec.loader.exec_module(records)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        write_store(folder / "template", records.RECORDED, records.TIME)
        before = contents(folder / "template")
        os.environ["MLFLOW_TRACKING_URI"] = str(folder / "template")
        warm_up(folder / "template")
        results = {}
        for path in programs:
            results[path] = in_a_child(pathlib.Path(path).resolve(), folder / "template", folder)
        if contents(folder / "template") != before:
            raise SystemExit("a program wrote into the common store; WRITES has to know what it calls")
    version = importlib.import_module("mlflow").__version__
    found = {"mlflow": version, "python": "{}.{}".format(*sys.version_info), "programs": results}
    pathlib.Path(output).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
