"""`C and C[0].value` where nobody sees what an empty container gives."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    tags = run.data.tags
    print(tags and tags[0].value or "none", (tags and tags[0].key) == "key")
    if run.data.params and run.data.params[0].key:
        print(bool(run.data.params and run.data.params[0].value), not (tags and tags[-1].value))
    print("many" if tags and tags[0].key and len(tags) > 1 else "few")
