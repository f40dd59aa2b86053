"""except (IndexError, ValueError) around float() of a lookup: both must stay caught."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS


def rate(run):
    try:
        return float([p for p in run.data.params if p.key == "lr"][0].value)
    except (IndexError, ValueError):
        return -1.0


client = MlflowClient()
print([rate(client.get_run(i)) for i in RUN_IDS])
