import pandas as pd
from mlflow.tracking import MlflowClient

runs = MlflowClient().search_runs(["0"])
frame = pd.DataFrame([r.data.metrics for r in runs])
params = pd.DataFrame([{**r.data.params, "id": r.info.run_id} for r in runs])
series = pd.Series(runs[0].data.metrics)
print(frame.join(params), series)
