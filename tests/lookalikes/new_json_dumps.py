import json

import mlflow

run = mlflow.get_run("abc")
print(json.dumps(run.data.params, indent=2, sort_keys=True))
with open("metrics.json", "w") as stream:
    json.dump(run.data.metrics, stream)
