"""C[0] used inline and bound to a name, for its key and value."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print(run.data.metrics[0].key, run.data.metrics[0].value)
param = run.data.params[0]
print(param.key, param.value)
tags = run.data.tags
first = tags[0]
assert first.key == "release"
print(first.value, len(tags))
assert run.data.tags[0].key == first.key
