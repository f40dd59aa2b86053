"""getattr(run.data, "metrics") with a constant name."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print({m.key: m.value for m in getattr(run.data, "metrics")})
print([p.value for p in getattr(getattr(run, "data"), "params") if p.key == "lr"][0])
