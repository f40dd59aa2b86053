"""A default for json that shows entities."""
# leaves: the default reads the entities
# with shim: a container is a dict for json, whatever the default is
import json

from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print([p.key for p in run.data.params])
text = json.dumps({"tags": run.data.tags}, default=lambda o: {"name": o.key, "value": o.value})  # left
print(sorted(one["name"] for one in json.loads(text)["tags"]))
