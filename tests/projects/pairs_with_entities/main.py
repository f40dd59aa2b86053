"""Tuples of a name and an entity are made in one file and taken apart in another."""
# may leave: entities inside tuples
from records import RUN_IDS

from rows.collect import collect
from rows.show import show

rows = collect(RUN_IDS, "acc")
for run_id, m in rows:
    print(run_id[:2], m.key, m.value)
show(rows)
