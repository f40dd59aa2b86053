"""An element that a default argument holds."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    values = [lambda m=m: m.value for m in run.data.metrics]
    print([call() for call in values])
    later = []
    for key in run.data.params:
        later.append(lambda key=key: key.value)
    print([call() for call in later])
    pairs = [lambda p=p: (p.key, p.value) for p in run.data.params]
    print([call() for call in pairs])
    keyed = {t.key: (lambda *, t=t: t.value) for t in run.data.tags}
    print([keyed[name]() for name in keyed])
    table = {}
    for p in run.data.params:
        def show(times, p=p):
            return p.key * times + p.value
        table[p.key] = show
    print([table[name](2) for name in sorted(table)])
