"""A changed key, a changed value, a filter: prefix, float(), strip, condition."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

run = MlflowClient().get_run(RUN_ID)
print({"metric_" + m.key: m.value for m in run.data.metrics})
print({m.key: round(m.value, 1) for m in run.data.metrics if m.value < 1})
print({p.key.upper(): p.value for p in run.data.params if p.value})
print(dict(("params." + p.key, p.value) for p in run.data.params))
print({t.key[len("mlflow."):]: t.value for t in run.data.tags if t.key.startswith("mlflow.")})
print({t.value: t.key for t in run.data.tags})
print({p.key: (p.key, p.value) for p in run.data.params if p.key in ["lr", "batch"]})
print({p.key: None for p in run.data.params})
