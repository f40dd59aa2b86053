"""A run-like object read from JSON by a function of the program; a real run beside it."""
import json
from collections import namedtuple
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

TEXT = '{"data": {"metrics": [{"key": "acc", "value": 1}, {"key": "acc", "value": 2}], "params": []}}'


def load(text):
    return json.loads(text, object_hook=lambda d: namedtuple("Thing", d)(**d))


saved = load(TEXT)
print([m.value for m in saved.data.metrics if m.key == "acc"])
print(saved.data.metrics[0].value, len(saved.data.params))
for m in saved.data.metrics:
    print(m.key, m.value)
run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    print(m.key, m.value)
