"""A container as a default argument, in a tuple, in a dict, through setattr-free attributes."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)


def names(metrics=run.data.metrics):
    return [m.key for m in metrics]


holder = {"metrics": run.data.metrics, "tags": run.data.tags}
print(names(), [t.key for t in holder["tags"]], {m.key: m.value for m in holder["metrics"]})
pair = (run.data.params, run.data.tags)
print([p.key for p in pair[0]], [t.value for t in pair[1]])


class Context:
    pass


context = Context()
context.run = run
context.params = run.data.params
print({m.key: m.value for m in context.run.data.metrics}, [p.value for p in context.params])
