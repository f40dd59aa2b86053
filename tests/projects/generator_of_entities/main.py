"""Generators that yield entities, read across files, one of them through another."""
# may leave: entities that leave their function
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from gen.source import all_metrics
from gen.filters import large, set_params

for m in all_metrics([SECOND_RUN_ID, EMPTY_RUN_ID]):
    print(m.key, m.value)
print(sorted((m.key, m.value) for m in large([RUN_ID], 1)))
print([p.key for p in set_params(RUN_ID)][:2], next(set_params(SECOND_RUN_ID)).value)
