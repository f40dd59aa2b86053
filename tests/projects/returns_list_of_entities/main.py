"""A function returns a list of entities; callers across files loop over it and index it."""
# may leave: entities that leave their function
from records import EMPTY_RUN_ID, RUN_ID

from pick import numbers, own_tags
from table import print_table

for m in numbers(RUN_ID):
    print(m.key, m.value)
print(numbers(EMPTY_RUN_ID), [t.value for t in own_tags(RUN_ID)][:2], own_tags(RUN_ID)[0].key)
print_table(RUN_ID)
