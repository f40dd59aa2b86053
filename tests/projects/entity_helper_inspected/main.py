"""The helper's parameters are read by name: a plug-in is called with what it asks for."""
# leaves: the plug-in asks for a metric
# keeps: plugins/show.py, plugins/call.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, metric

from plugins.call import call
from plugins.show import show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(m, "text"))
print(call({"metric": metric("asked", 0.0), "style": "", "key": "wrong"}))
