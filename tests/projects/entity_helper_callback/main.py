"""The helper is also a callback of another module, which hands it a metric of its own."""
# leaves: the callback's caller hands on whole entities
# keeps: events.py, handlers.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from events import fire, subscribe
from handlers import on_metric

subscribe(on_metric)
fire("started", 0.0)
for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    on_metric(m)
