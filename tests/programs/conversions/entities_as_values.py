"""A dict of entities by key, then d[k].value."""
# may leave: entities as dict values
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
by_key = {m.key: m for m in run.data.metrics}
print(by_key["acc"].value, sorted(by_key), "f1" in by_key)
print(by_key["f1"].value if by_key.get("f1") else "no f1")
