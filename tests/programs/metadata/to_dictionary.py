"""to_dictionary() gave lists of dicts."""
# may leave: to_dictionary
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
as_dict = run.to_dictionary()
for p in as_dict["data"]["params"]:
    print(p["key"], p["value"])
print([t["key"] for t in run.data.to_dictionary()["tags"]])
