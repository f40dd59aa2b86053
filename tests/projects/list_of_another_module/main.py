"""Lists and dicts of one module are filled by others, and read by a third."""
# leaves: entities in attributes, and in variables of modules that functions read, are named
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

import fill
import more
import seen

for run_id in (EMPTY_RUN_ID, SECOND_RUN_ID):
    fill.add(run_id)
more.add(RUN_ID)
print(seen.lines(), seen.value("lr"), seen.value("nope"))
print(len(seen.SEEN), sorted(seen.PARAMS))
