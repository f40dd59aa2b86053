"""random.choice, min over keys, collections.Counter and other functions that take any iterable."""
import collections
import random
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
random.seed(1)
print(random.choice([m.key for m in run.data.metrics]))
print(sorted(collections.Counter(t.value for t in run.data.tags).items()))
print(min(p.key for p in run.data.params), max(len(p.value) for p in run.data.params))
print(collections.OrderedDict((m.key, m.value) for m in run.data.metrics))
print("; ".join(map(str, [m.value for m in run.data.metrics])))
