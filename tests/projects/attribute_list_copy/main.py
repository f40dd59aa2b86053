"""An attribute holds a list made of a container; other files read, sort and count it."""
# leaves: entities in attributes, and in variables of modules that functions read, are named
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from copies.holder import Holder
from copies.show import show

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    holder = Holder(run_id)
    print([m.key for m in holder.metrics], len(holder.metrics))
    show(holder)
