"""Missing metrics whose exception somebody catches: the timestamp is looked up under the same handlers."""
# leaves: timestamps
import contextlib
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

client = MlflowClient()


def by_index(run, key):
    return [m for m in run.data.metrics if m.key == key][0].timestamp  # left


for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    try:
        print([m for m in run.data.metrics if m.key == "acc"][0].timestamp)  # left
    except IndexError:
        print("no acc")
    try:
        print(next(m.timestamp for m in run.data.metrics if m.key == "acc"))  # left
    except StopIteration:
        print("no acc")
    with contextlib.suppress(IndexError):
        print([m.timestamp for m in run.data.metrics if m.key == "loss"][0])  # left
        print("suppressed nothing")
    try:
        try:
            print([m for m in run.data.metrics if m.key == "acc"][0].timestamp)  # left
        except (ValueError, MlflowException):
            print("never")
    except LookupError as error:
        print(type(error).__name__)
    try:
        [when] = [m.timestamp for m in run.data.metrics if m.key == "f1"]  # left
        print(when)
    except ValueError:
        print("not one")
    try:
        print(run.data.metrics[0].timestamp > 0)  # left
    except IndexError:
        print("no metrics")
    try:
        print(by_index(client.get_run(run_id), "acc"))
    except IndexError:
        print("caught outside")
