"""next()'s default is evaluated always, before or after; so is .get's."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

log = []


def default(n):
    log.append(n)
    return n


run = MlflowClient().get_run(RUN_ID)
print(next((m.value for m in run.data.metrics if m.key == "acc"), default(1)))
print(next((m.value for m in run.data.metrics if m.key == "nope"), default(2)))
xs = [m for m in run.data.metrics if m.key == "acc"]
print(xs[0].value if xs else default(3))
ys = [m for m in run.data.metrics if m.key == "nope"]
print(ys[0].value if ys else default(4))
zs = [m.value for m in run.data.metrics if m.key == "loss"]
print((zs or [default(5)])[0])
print(log)
