"""Protobuf messages have repeated fields of the same names."""
from mlflow.protos.service_pb2 import Metric as ProtoMetric, RunData as ProtoRunData
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

proto = ProtoRunData()
proto.metrics.extend([ProtoMetric(key="a", value=0.0, timestamp=1)])
print({m.key: m.value for m in proto.metrics}, proto.metrics[0].key)
run = MlflowClient().get_run(SECOND_RUN_ID)
message = run.data.to_proto()
print(sorted((p.key, p.value) for p in message.params))
print(sorted((p.key, p.value) for p in run.data.params))
