"""A wrapper forwards *args and **kwargs to the helper; who calls it gives rows."""
# leaves: what is forwarded
# keeps: utils.py, wrapper.py
from collections import namedtuple

from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from utils import names
from wrapper import quietly

Row = namedtuple("Row", "key value")
print(names(MlflowClient().get_run(SECOND_RUN_ID).data.tags, sep="/"))  # left
print(quietly([Row("a", 1)], sep="+"), quietly(items=[]))
