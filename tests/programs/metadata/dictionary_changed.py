"""A dictionary form that is changed before it is read, and rows that are."""
# leaves: rows that are changed, timestamps
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

data = MlflowClient().get_run(SECOND_RUN_ID).data
form = data.to_dictionary()
form["params"] = [{"key": "a", "value": "b"}]
print([row["value"] for row in form["params"]])  # left
print([row["timestamp"] > 0 for row in data.to_dictionary()["metrics"]])  # left
