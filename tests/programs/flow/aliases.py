"""import mlflow as m, MlflowClient as Client, modules under other names."""
import mlflow as m
import mlflow.tracking as mt
from mlflow import tracking as tr, entities as ent
from mlflow.tracking import MlflowClient as Client
from mlflow.tracking.client import MlflowClient as C2
from records import SECOND_RUN_ID

for client in (Client(), mt.MlflowClient(), tr.MlflowClient(), C2(), m.tracking.MlflowClient()):
    run = client.get_run(SECOND_RUN_ID)
    print({x.key: x.value for x in run.data.metrics})
d = ent.RunData(metrics=[ent.Metric("a", 0.0, 1)], params=[ent.Param("p", "")], tags=[])
print([(x.key, x.value) for x in d.metrics], [p.value for p in d.params], [t.key for t in d.tags])
with m.start_run(SECOND_RUN_ID) as active:
    print([x.key for x in m.active_run().data.params], [x.key for x in active.data.tags])
