"""A list gets entities of a run in one file and of a history in another; a third reads it."""
# silent: an entity is appended to a list of another module
# leaves: the history's metrics
# keeps: seen.py, history.py
from records import RUN_ID, SECOND_RUN_ID

import history
import last
import seen

last.add(SECOND_RUN_ID)
history.add(RUN_ID)
print(seen.lines())
