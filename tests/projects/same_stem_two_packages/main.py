"""Two modules called utils in two packages; the one of the old jobs gets histories."""
# keeps: legacy/utils.py, legacy/job.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from legacy.job import job
from modern.utils import to_dict

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(to_dict(MlflowClient().get_run(run_id).data.metrics))
print(job(RUN_ID))
