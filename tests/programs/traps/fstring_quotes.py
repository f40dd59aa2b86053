"""Lookups inside f-strings with the quotes of the time."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print(f"acc: {[m.value for m in run.data.metrics if m.key == 'acc'][0]:.2f}")
print(f'lr: {[p.value for p in run.data.params if p.key == "lr"][0]!r}')
print(f"all: { {m.key: m.value for m in run.data.metrics if m.value == 0} }")
print(f"""{next((t.value for t in run.data.tags if t.key == 'team'), "none")}""")
print(f"{len([m for m in run.data.metrics if m.key == 'acc']):>{len(run.data.tags)}}")
for m in run.data.metrics:
    print(f"{m.key}={m.value!r:>10}|{m.key!s:.3}")
