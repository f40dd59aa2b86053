"""Rows of a table of several runs, joined from all containers."""
from mlflow.tracking import MlflowClient
from records import EXPERIMENT_ID

client = MlflowClient()
columns = set()
rows = []
for run in client.search_runs([EXPERIMENT_ID], ""):
    row = {"id": run.info.run_uuid[:2]}
    row.update({"p_" + p.key: p.value for p in run.data.params})
    row.update({"m_" + m.key: m.value for m in run.data.metrics})
    columns |= set(row)
    columns.update("t_" + t.key for t in run.data.tags)
    rows.append(row)
print(sorted(columns))
for row in rows:
    print([row.get(c, "-") for c in ("id", "p_lr", "p_note", "m_acc", "m_loss")])
