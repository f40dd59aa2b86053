from mlflow.tracking import MlflowClient
from records import RUN_ID

rows = []
for m in MlflowClient().get_run(RUN_ID).data.metrics:  # left
    rows.append("%s=%s" % (m.key, m.value))
