"""Lists made of containers are kept in attributes of a class and of one that inherits from it; others sort and count."""
# leaves: entities in attributes, and in variables of modules that functions read, are named
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from kept.holder import Best, Holder
from kept.show import rows, show

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    for holder in (Holder(run_id), Best(run_id)):
        show(holder)
        print(rows(holder), holder.names())
        if holder.metrics:
            first = holder.metrics[0]
            print(first.key, first.value)
