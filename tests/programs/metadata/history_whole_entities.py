"""Entities that are stored and handed on whole, and whose timestamps are read."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

client = MlflowClient()


def line(metric):
    return "{} {} {}".format(metric.key, metric.value, metric.timestamp)


def latest(client, run_id):
    run = client.get_run(run_id)
    return max(run.data.metrics, key=lambda m: (m.timestamp, m.key))  # left


print(line(latest(client, SECOND_RUN_ID)))
run = client.get_run(SECOND_RUN_ID)
kept = []
for m in run.data.metrics:
    if m.timestamp > 1550000000050:  # left
        kept.append(m)
print([line(m) for m in kept])
by_key = {}
for m in run.data.metrics:
    by_key[m.key] = m
    print(m.timestamp)  # left
print(by_key["loss"].value, by_key["loss"].timestamp)
first, *others = sorted(run.data.metrics, key=lambda m: m.timestamp)  # left
print(line(first), [o.key for o in others])
