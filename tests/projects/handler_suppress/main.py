"""contextlib.suppress around the call of a helper in another package."""
from records import RUN_IDS

from quiet.collect import collect

for run_id in RUN_IDS:
    print(collect(run_id))
