"""A module variable that holds a container is rebound by another file."""
# leaves: the list
# keeps: state.py, report.py, reset.py
from records import SECOND_RUN_ID

import report
import reset
import state

state.load(SECOND_RUN_ID)
print(report.lines())
reset.reset()
print(report.lines())
