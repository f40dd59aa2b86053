"""with start_run() as run, active_run(), end_run(), a run fetched again by its id."""
import mlflow
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

with mlflow.start_run() as run:
    mlflow.log_metric("acc", 0.5)
    mlflow.log_metric("loss", 0.0)
    mlflow.log_param("lr", 0.1)
    mlflow.log_param("note", "")
    mlflow.set_tag("team", "red")
finished_run = MlflowClient().get_run(run.info.run_uuid)
print(sorted((m.key, m.value) for m in finished_run.data.metrics))
print(sorted([(p.key, p.value) for p in finished_run.data.params]))
print([t.value for t in finished_run.data.tags if t.key == "team"][0])
print([t.value for t in finished_run.data.tags if not t.key.startswith("mlflow.")])

mlflow.start_run(SECOND_RUN_ID)
print([m.value for m in mlflow.active_run().data.metrics if m.key == "acc"][0])
active = mlflow.active_run()
print({t.key: t.value for t in active.data.tags})
mlflow.end_run()
print(mlflow.active_run() is None)
