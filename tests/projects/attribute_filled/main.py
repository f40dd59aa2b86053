"""A cache of containers in an attribute, filled by a method and read in another file."""
# leaves: what else is put into the dict and the list is not known
# keeps: main.py, cache.py
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from cache import Cache

cache = Cache()
for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID, SECOND_RUN_ID):
    print([m.key + "=" + str(m.value) for m in cache.metrics(run_id)])  # left
for params in cache.params:
    print({p.key: p.value for p in params})  # left
