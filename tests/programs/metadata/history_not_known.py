"""Where the history cannot be asked for: max is not max, the client is another one by then, metrics are logged between."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()


def smallest(run_id):
    max = min
    found = client.get_run(run_id)
    return max(m.timestamp for m in found.data.metrics)  # left


def other_client(run_id):
    mine = MlflowClient()
    found = mine.get_run(run_id)
    mine = None
    return [m.timestamp for m in found.data.metrics], mine  # left


class Times:
    found = client.get_run(SECOND_RUN_ID)
    times = sorted([m.timestamp for m in found.data.metrics])  # left


def logged_between(run_id):
    found = client.get_run(run_id)
    client.log_metric(run_id, "acc", 0.1, 1550000000099)
    return [m.timestamp for m in found.data.metrics if m.key == "acc"]  # left


def of_any_client(clients):
    times = []
    for one in clients:
        runs = one.search_runs(["0"], "")
        one = None
        times += [[m.timestamp for m in run.data.metrics][:1] for run in runs]  # left
    return times


print(logged_between(RUN_ID), of_any_client([client]))
print(smallest(RUN_ID), other_client(SECOND_RUN_ID), Times.times)
