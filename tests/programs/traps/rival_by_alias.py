"""An object of SimpleNamespace under another name has the shape of a run; its lists stay lists."""
from types import SimpleNamespace as Bag
import mlflow
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

other = Bag(data=Bag(params=[Bag(key="p", value=0)], metrics=[Bag(key="m", value=1.5)]))
print([p.value for p in other.data.params if p.key == "p"][0])
print({m.key: m.value for m in other.data.metrics})
run = MlflowClient().get_run(SECOND_RUN_ID)
print([p.value for p in run.data.params if p.key == "lr"][0])
