"""Names that a rewrite could introduce are functions and modules here."""
import json as key
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def value(x):
    return x * 2


run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    print(key.dumps(m.key), value(m.value))
print([value(p.value) + key.dumps(p.key) for p in run.data.params])


class metric_key:
    pass


for t in run.data.tags:
    print(t.key, value(t.value), metric_key.__name__, key.dumps({t.key: t.value}))
