"""Objects that only look like runs: batches, REST replies, data of another library."""
from collections import namedtuple
from types import SimpleNamespace
from unittest.mock import Mock
from mlflow.entities import Metric, Param, RunData
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

Reply = namedtuple("Reply", "metrics params")
reply = SimpleNamespace(data=SimpleNamespace(metrics=[SimpleNamespace(key="a", value=1.0)]))
print([m.key for m in reply.data.metrics])
batch = Mock()
batch.metrics = [Metric("a", 1.0, 0)]
batch.params = [Param("p", "1")]
print([m.key for m in batch.metrics], [p.value for p in batch.params])
sent = Reply([Metric("a", 1.0, 0)], [])
print([m.timestamp for m in sent.metrics])
data = RunData(metrics=[Metric("a", 1.0, 0)], params=[Param("p", "1")])
print(len(data.metrics), len(data.params))
print([m.key for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics])
