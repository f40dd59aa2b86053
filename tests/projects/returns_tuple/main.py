"""A function returns a tuple of containers; callers unpack it or index it."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from pairs import load, load_all
from report import report

metrics, params = load(SECOND_RUN_ID)
print({m.key: m.value for m in metrics}, [p.key for p in params])
print([m.key for m in load(EMPTY_RUN_ID)[0]])
for name, tags in load_all([SECOND_RUN_ID, EMPTY_RUN_ID]):
    print(name, [t.value for t in tags])
report(SECOND_RUN_ID)
