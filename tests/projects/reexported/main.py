"""A helper re-exported through __init__, a star import and __all__."""
from records import EMPTY_RUN_ID, RUN_ID, THIRD_RUN_ID

from lib import names
from lib.reports import everything
from lib.reports.short import show

for run_id in (RUN_ID, THIRD_RUN_ID, EMPTY_RUN_ID):
    everything(run_id)
    show(run_id)
print(names.__name__)
