"""A lookup in a helper, and `except IndexError` around its calls in two other files."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import EMPTY_RUN_ID, RUN_IDS, SECOND_RUN_ID

from jobs.deep.check import check
from lookup import metric, param

for run_id in RUN_IDS:
    try:
        print(metric(run_id, "loss"))
    except IndexError:
        print("no loss")
    print(check(run_id))
try:
    param(EMPTY_RUN_ID, "lr")
except (IndexError, TypeError) as error:
    print("missing", isinstance(error, Exception))
print(param(SECOND_RUN_ID, "lr"))
