"""An f-string inside one that prints its source."""
# leaves: what is printed would change
# python: 3.8
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print(f"{f'{any(p.key == chr(108) for p in run.data.params)}'=}")  # left
