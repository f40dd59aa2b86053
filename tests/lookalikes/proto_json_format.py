from google.protobuf.json_format import Parse

from myservice.protos import experiments_pb2


def load(text):
    run = Parse(text, experiments_pb2.Run())
    tags = {t.key: t.value for t in run.data.tags}
    return tags, next((m.value for m in run.data.metrics if m.key == "auc"), 0.0)
