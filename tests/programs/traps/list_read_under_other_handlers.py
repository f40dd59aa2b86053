"""A filtered list is made under one handler and read under another; and a container is emptied in between."""
from mlflow.tracking import MlflowClient
from records import RUN_ID


def caught_where_made(run):
    try:
        print("looking")
        found = [m for m in run.data.metrics if m.key == "acc"]
    except AttributeError:
        return "no run"
    return found[0].value if found else "no metric"


def not_caught_where_made(run):
    print("looking")
    found = [m for m in run.data.metrics if m.key == "acc"]
    try:
        return found[0].value
    except (IndexError, AttributeError):
        return "caught"


def emptied(run):
    found = [m for m in run.data.metrics if m.key == "acc"]
    run.data.metrics.clear()
    return len(found) == 1


client = MlflowClient()
run = client.get_run(RUN_ID)
print(caught_where_made(run), caught_where_made(None))
print(not_caught_where_made(run))
try:
    print(not_caught_where_made(None))
except AttributeError:
    print("outside")
print(emptied(run))
