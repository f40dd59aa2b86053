"""Lists and dicts that hold containers, until something else is put into them."""
# leaves: what is put there later
# keeps: page.py, other.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from other import add_rows, rows
from page import entries, table

metrics = MlflowClient().get_run(SECOND_RUN_ID).data.metrics
found = {"title": "run", "metrics": metrics}
found.update(rows())
print(table(found))
print(table(dict({"metrics": metrics, "title": "copy"}, **rows())))
groups = [metrics]
add_rows(groups)
groups.insert(0, rows()["metrics"])
print(entries(groups))
empty = [MlflowClient().get_run(EMPTY_RUN_ID).data.params]
empty[0] = rows()["metrics"]
print([row.value for group in empty for row in group])  # left
