"""Two modules that import each other, each with a helper for the other."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

import left
import right

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(left.describe(run_id), right.describe(run_id))
