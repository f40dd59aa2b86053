"""A name holds a container or a list, by a condition."""
# leaves: a name that holds either
from mlflow.entities import Metric
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    metrics = run.data.metrics or [Metric("none", -1.0, 0)]
    print([(m.key, m.value) for m in metrics])  # left
    chosen = run.data.params if len(run.data.params) > 2 else []
    for p in chosen:
        print(p.key, p.value)
