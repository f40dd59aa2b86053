from mlflow.entities import Metric, Param, RunTag
from mlflow.protos.service_pb2 import LogBatch


def _log_batch(_get_request_message, _get_store):
    request_message = _get_request_message(LogBatch())
    metrics = [Metric.from_proto(m) for m in request_message.metrics]
    params = [Param.from_proto(p) for p in request_message.params]
    tags = [RunTag(tag.key, tag.value) for tag in request_message.tags]
    _get_store().log_batch(run_id=request_message.run_id, metrics=metrics, params=params, tags=tags)
