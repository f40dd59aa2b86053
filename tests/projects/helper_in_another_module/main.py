"""A helper in another module makes dicts of containers."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_IDS, SECOND_RUN_ID

from utils import count_set, to_dict

client = MlflowClient()
for run_id in RUN_IDS:
    run = client.get_run(run_id)
    print(run_id[:2], to_dict(run.data.metrics), to_dict(run.data.params), to_dict(run.data.tags))
    print(count_set(run.data.params))
print(to_dict(client.get_run(EMPTY_RUN_ID).data.tags) == {}, to_dict(client.get_run(SECOND_RUN_ID).data.metrics)["f1"])
