"""A caller in another file prints the name of the exception that the lookup ends in."""
from records import RUN_IDS

from reporting import describe

for run_id in RUN_IDS:
    print(describe(run_id))
