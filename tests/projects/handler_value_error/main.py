"""An unpacking in a helper, `except ValueError` at the caller in another file."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import RUN_IDS

from one import one
from safe import safe

for run_id in RUN_IDS:
    try:
        print(one(run_id, "release"))
    except ValueError:
        print("not released")
    print(safe(run_id, "lr"))
