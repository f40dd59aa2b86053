"""One lookup `or` another: the truth of the first entity, whose value is 0.0."""
# may leave: an entity variable with two origins
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    found = next((m for m in run.data.metrics if m.key == "loss"), None) or next(
        (m for m in run.data.metrics if m.key == "acc"), None)
    print(found.value if found else "neither")
