"""Handlers that caught both before: LookupError, Exception, a bare except."""
from records import RUN_IDS

from broad import Broad

for run_id in RUN_IDS:
    print(Broad(run_id).all("acc"), Broad(run_id).all("loss"))
