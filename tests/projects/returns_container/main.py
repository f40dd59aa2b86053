"""Functions that return a container, two hops from their callers."""
from records import EMPTY_RUN_ID, RUN_IDS, SECOND_RUN_ID

from access.layer import current_metrics, params_of
from access import store

for run_id in RUN_IDS:
    metrics = current_metrics(run_id)
    print([m.value for m in metrics if m.key == "loss"], len(metrics))
    for p in params_of(run_id):
        print("  %s=%s" % (p.key, p.value))
print({t.key: t.value for t in store.tags(SECOND_RUN_ID)}, [t.key for t in store.tags(run_id=EMPTY_RUN_ID)])
print(next((m.value for m in store.metrics(SECOND_RUN_ID) if m.key == "f1"), None))
