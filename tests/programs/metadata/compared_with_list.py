"""C == [...], and containers compared with each other."""
# leaves: containers compared with lists
from mlflow.entities import RunTag
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
print(run.data.tags == [RunTag("release", "1"), RunTag("team", "blue")])
print(client.get_run(EMPTY_RUN_ID).data.metrics == [])
print(RunTag("team", "blue") in run.data.tags, run.data.tags == client.get_run(SECOND_RUN_ID).data.tags)  # left
