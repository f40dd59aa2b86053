"""Early returns: the statement after the loop is not just a default."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

log = []


def get(run, name):
    for m in run.data.metrics:
        if m.key == name:
            return m.value
    log.append(name)
    return log[-1]


def get_first(run, name):
    for m in run.data.metrics:
        if m.key == name:
            return m.value
        return "first was %s" % m.key
    return "empty"


def get_positive(run, name):
    for m in run.data.metrics:
        if m.key == name:
            if m.value > 0:
                return m.value
    return "not positive"


def get_falsy(run, name):
    for p in run.data.params:
        if p.key == name:
            return p.value or "was empty"
    return len(log)


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(get(run, "loss"), get(run, "nope"), get_first(run, "loss"), get_positive(run, "loss"), get_falsy(run, "note"))
print(log)
