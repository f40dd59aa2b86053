"""Containers in a SimpleNamespace and in a namedtuple with defaults, made here and read in another file."""
import types
from collections import namedtuple

from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from page import show

Ids = namedtuple("Ids", ["run_id", "class", "params"], rename=True)

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    data = MlflowClient().get_run(run_id).data
    show(types.SimpleNamespace(metrics=data.metrics, tags=data.tags, count=2))
    ids = Ids(run_id, "x", params=data.params)
    print([p.key for p in ids.params], ids._1, {p.key: p.value for p in ids[2]})
