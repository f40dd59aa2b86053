"""What the programs of this suite share: the recorded runs, the same on every MLflow version.

The programs import it as ``records``. Everything here is plain data or a thin helper around MLflow's own classes; what
differs between MLflow versions and is not the subject (the ``step`` of a metric, ``run_uuid``, where ``FileStore``
lives) is evened out by ``program_runner.py`` before a program starts.
"""

import os

from mlflow.entities import Metric, Param, Run, RunData, RunTag

RUN_ID = "0a" * 16
SECOND_RUN_ID = "1b" * 16
THIRD_RUN_ID = "2c" * 16
EMPTY_RUN_ID = "3d" * 16
RUN_IDS = [RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID, EMPTY_RUN_ID]
EXPERIMENT_ID = "0"
TIME = 1550000000000

# run id -> kind -> key -> value; a metric is a list of (milliseconds after TIME, value), as the history has it.
RECORDED = {
    RUN_ID: {
        "metrics": {
            "acc": [(0, 0.5), (10, 0.75), (20, 0.93)],
            "auc": [(30, float("nan"))],
            "best": [(31, float("inf"))],
            "delta": [(32, -0.0)],
            "f1 score": [(33, 1e-09)],
            "f1": [(34, 0.8)],
            "items": [(35, 5.0)],
            "key": [(36, 3.0)],
            "loss": [(1, 1.5), (37, 0.0)],
            "val/acc": [(38, 0.5)],
            "value": [(39, 4.0)],
            "\u00e9preuve": [(40, 7.0)],
        },
        "params": {
            "batch": "32",
            "key": "k",
            "lr": "0.01",
            "na\u00efve": "\u00fc \u2713",
            "none": "None",
            "note": "",
            "opt/name": "adam",
            "value": "v",
            "zero": "0",
        },
        "tags": {
            "empty": "",
            "key": "tagkey",
            "mlflow.note.content": "a \"quoted\" 'note'\nof two lines",
            "release": "0",
            "stage": "None",
            "team": "red",
            "value": "tagvalue",
        },
    },
    SECOND_RUN_ID: {
        "metrics": {"acc": [(50, 0.95)], "loss": [(51, 0.25)], "f1": [(52, 0.0)]},
        "params": {"batch": "64", "lr": "0.1", "note": "second"},
        "tags": {"team": "blue", "release": "1"},
    },
    THIRD_RUN_ID: {
        "metrics": {"acc": [(60, 0.0)]},
        "params": {"lr": ""},
        "tags": {"team": "red"},
    },
    EMPTY_RUN_ID: {"metrics": {}, "params": {}, "tags": {}},
}


def metric(key, value, timestamp=0):
    """One of MLflow's own metrics."""
    return Metric(key, value, timestamp)


def run_data(metrics=(), params=(), tags=()):
    """MLflow's own RunData of (key, value) pairs, in that order."""
    return RunData(
        metrics=[Metric(key, value, TIME + number) for number, (key, value) in enumerate(metrics)],
        params=[Param(key, value) for key, value in params],
        tags=[RunTag(key, value) for key, value in tags],
    )


def awkward_data():
    """Keys that a file store refuses, in an order that is not the alphabet's."""
    return run_data(
        metrics=[("z'quote", 0.0), ('a"double', -1.5), ("", 2.0), ("k\\n", float("nan")), ("{brace}", -0.0), ("m", 1.0)],
        params=[("z'quote", ""), ('a"double', "None"), ("", "empty key"), ("%s", "0"), ("{0}", "False")],
        tags=[("b", ""), ("a", "x"), ("it's", "'")],
    )


def file_store():
    """A FileStore over the recorded runs."""
    from mlflow.store.file_store import FileStore

    return FileStore(os.environ["MLFLOW_TRACKING_URI"])


def stored_run(run_id=RUN_ID):
    """A run from the store, by way of a function that says nothing of what it returns."""
    return file_store().get_run(run_id)


def make_run(data):
    """A Run around some RunData, with the information of a recorded run."""
    return Run(stored_run().info, data)
