"""A client of the project's own, derived from MLflow's in another file."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from tracking.client import Client
from tracking.sub.report import report

client = Client(retries=2)
for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print([m.key for m in client.get_run(run_id).data.metrics], report(run_id))
    print({p.key: p.value for p in client.careful(run_id).data.params})
