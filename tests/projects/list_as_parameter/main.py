"""A list is handed to functions of other files that put entities into it, or read them."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from collect import collect
from show import show

found = []
for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    collect(run_id, found)
show(found)
print(len(found))
