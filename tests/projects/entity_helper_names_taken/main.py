"""The helper already has a key and a value of its own, and so do its callers."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

from fmt import row
from rows import rows

key, value = "outer", -1
for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:
    print(row(m, key), value)
print(rows(RUN_ID, "k"), key)
