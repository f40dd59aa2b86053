"""A run of unknown origin in a file that imports mlflow: the shape alone tells."""
import mlflow
from records import stored_run, SECOND_RUN_ID

run = stored_run(SECOND_RUN_ID)
print({m.key: m.value for m in run.data.metrics})
for p in run.data.params:
    print(p.key, p.value)
team = [t.value for t in run.data.tags if t.key == "team"][0]
print(team)
