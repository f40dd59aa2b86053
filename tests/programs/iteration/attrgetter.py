"""operator.attrgetter as a map function and as a sort key."""
# may leave: attrgetter
import operator
from operator import attrgetter
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print(list(map(operator.attrgetter("key"), run.data.metrics)))
print(list(map(attrgetter("key", "value"), run.data.params)))
print([m.key for m in sorted(run.data.metrics, key=attrgetter("key"))])
print([p.key for p in sorted(run.data.params, key=attrgetter("value", "key"))])
