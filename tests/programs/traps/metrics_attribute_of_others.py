"""Other objects have .metrics, .params and .tags: experiments, namespaces, modules, keyword arguments."""
from types import SimpleNamespace
from mlflow.tracking import MlflowClient
from records import EXPERIMENT_ID, SECOND_RUN_ID

E = SimpleNamespace
model = E(metrics=[E(key="a", value=1)], params=[E(key="p", value=0)], tags={"k": "v"})
wrapped = E(data=model)
print([m.key for m in model.metrics if m.value], [p.value for p in wrapped.data.params if p.key == "p"][0])
print({t: model.tags[t] for t in model.tags})


def fit(metrics=(), params=None, tags=None):
    return [m.key for m in metrics], params, tags


print(fit(metrics=model.metrics, params={"a": 1}))
client = MlflowClient()
print(client.get_experiment(EXPERIMENT_ID).name)
run = client.get_run(SECOND_RUN_ID)
print(fit([E(key=m.key) for m in run.data.metrics], tags={t.key: t.value for t in run.data.tags}))
