"""`key` and `value` are already names of the scope, before and after the loop."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
key = "outer key"
value = 42
for m in run.data.metrics:
    print(m.key, m.value)
print(key, value)
print([(m.key, m.value) for m in run.data.metrics if m.key != key])
print({p.key: value for p in run.data.params}, [key + p.value for p in run.data.params])


def f(key, value="v"):
    for t in run.data.tags:
        if t.key == key:
            return t.value + value
    for t in run.data.tags:
        print(key, value, t.key, t.value)
    return key


print(f("team"), f("nope"))
