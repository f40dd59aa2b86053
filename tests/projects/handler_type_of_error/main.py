"""A caller in another file prints the name of the exception that the lookup ends in."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import RUN_IDS

from reporting import describe

for run_id in RUN_IDS:
    print(describe(run_id))
