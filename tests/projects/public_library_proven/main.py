"""A library's public functions whose own code says where the run comes from."""
from records import EMPTY_RUN_ID, RUN_ID

import runtools

for run_id in (RUN_ID, EMPTY_RUN_ID):
    print(runtools.metric(run_id, "loss", -1), runtools.params_of(runtools.load(run_id)))
