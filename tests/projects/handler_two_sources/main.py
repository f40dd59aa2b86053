"""The try body holds the lookup's call and code of its own that raises IndexError and KeyError."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import RUN_IDS

from mixed import read

for run_id in RUN_IDS:
    for row in ([], ["loss"], ["nope"]):
        print(read(run_id, row, {}), read(run_id, row, {"loss": 2.0}))
