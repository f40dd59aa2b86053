"""try with return, else and finally around loops and lookups that miss."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID


def read(run):
    log = []
    try:
        value = next(m.value for m in run.data.metrics if m.key == "loss")
    except StopIteration:
        log.append("missing")
        value = None
    else:
        log.append("found")
    finally:
        log.append("done")
    return value, log


def stage(run):
    try:
        return [t for t in run.data.tags if t.key == "stage"][0].value
    except IndexError as error:
        return type(error).__mro__[1].__name__


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(read(run), stage(run))
