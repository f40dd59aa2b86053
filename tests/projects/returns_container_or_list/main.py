"""A function returns a container on one way and a history on another; its caller is in another file."""
# leaves: the history
# keeps: pick.py, lines.py
from records import EMPTY_RUN_ID, RUN_ID

from lines import lines

print(lines(RUN_ID, None))
print(lines(RUN_ID, "acc"), lines(EMPTY_RUN_ID, None))
