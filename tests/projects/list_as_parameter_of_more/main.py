"""A function puts entities into the lists that it is handed, one of which holds text too."""
# leaves: text is in the list
# untouched: a list of other things is filled by the same function
from records import SECOND_RUN_ID

from collect import collect

found, lines = [], ["first"]
collect(SECOND_RUN_ID, found)
collect(SECOND_RUN_ID, lines)
print([m.key for m in found], len(lines))
