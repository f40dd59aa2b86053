"""Two callers hand on containers, a third hands on what a plug-in gave it."""
# leaves: nobody knows what the plug-in gives
# keeps: reports/lines.py, reports/plugin.py
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID, metric

from reports.lines import lines
from reports.plugin import plugin_lines
from reports.second import second_lines

print(lines(MlflowClient().get_run(RUN_ID).data.metrics))  # left
print(second_lines(SECOND_RUN_ID))
print(plugin_lines(lambda: [metric("x", 0.0), metric("x", 1.0)]))
