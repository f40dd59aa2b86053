"""contextlib.suppress around the call of a helper in another package."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import RUN_IDS

from quiet.collect import collect

for run_id in RUN_IDS:
    print(collect(run_id))
