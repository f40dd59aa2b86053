"""The lookup in a nested function over a variable of the outer one."""
from mlflow.tracking import MlflowClient
from records import RUN_ID


def report(run_id):
    training_run = MlflowClient().get_run(run_id)

    def metric(name):
        return [m for m in training_run.data.metrics if m.key == name][0].value

    def param(name):
        return [p.value for p in training_run.data.params if p.key == name][0]

    return "%s %s %r" % (metric("acc"), metric("loss"), param("note"))


print(report(RUN_ID))
