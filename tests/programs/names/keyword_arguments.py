"""key= and value= as keyword arguments and attributes, which are not names."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, metric


class Box:
    key = "box key"
    value = "box value"


def put(key=None, value=None, **more):
    return "%s<-%s %s" % (key, value, sorted(more))


run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    print(put(key=m.key, value=m.value), Box.key, Box().value)
print([put(value=p.key, key=p.value, other=1) for p in run.data.params])
for box in [Box(), metric("a", 1.5)]:
    print(box.key, box.value)
