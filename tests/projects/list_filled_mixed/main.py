"""A list gets entities of a run in one file and of a history in another; a third reads it."""
# leaves: the history's metrics
# untouched: both fill the same list
from records import RUN_ID, SECOND_RUN_ID

import history
import last
import seen

last.add(SECOND_RUN_ID)
history.add(RUN_ID)
print(seen.lines())
