"""Rows of to_dictionary(): loops, copies, lookups, orderings."""
from operator import itemgetter
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

client = MlflowClient()


def describe(run_id):
    form = client.get_run(run_id).to_dictionary()
    rows = form["data"]["params"]
    print(sorted((row["key"], row["value"]) for row in rows), len(rows))
    metrics = {row["key"]: row["value"] for row in form["data"]["metrics"]}
    metrics["added"] = 1.0
    print(sorted(metrics), len(form["data"]["metrics"]))
    for row in sorted(form["data"]["metrics"], key=lambda row: row["key"]):
        print(row["key"], row["value"])
    return [row["value"] for row in form["data"]["tags"] if row["key"] == "team"]


for run_id in (RUN_ID, SECOND_RUN_ID, EMPTY_RUN_ID):
    print(describe(run_id))
    data = client.get_run(run_id).data
    try:
        print([row for row in data.to_dictionary()["params"] if row["key"] == "batch"][0]["value"])
    except IndexError:
        print("no batch")
print(sorted(map(itemgetter("key"), client.get_run(SECOND_RUN_ID).data.to_dictionary()["tags"])))
