"""Print the runs, and what changed from each to the next."""
import datetime

from churn.tracking import all_runs, week_of


def print_run(run):
    print("{} ({} metrics)".format(week_of(run), len(run.data.metrics)))
    for m in sorted(run.data.metrics, key=lambda m: m.key):
        print("  {:<10} {:.3f}".format(m.key, m.value))
    note = next((t for t in run.data.tags if t.key == "note"), None)
    print("  note       " + (repr(note.value) if note else "none"))


def print_changes(before, after):
    old = set((p.key, p.value) for p in before.data.params)
    new = set((p.key, p.value) for p in after.data.params)
    print("  params     " + ", ".join("{}={}".format(*pair) for pair in sorted(new - old)))
    earlier = {m.key: m.value for m in before.data.metrics}
    for metric in after.data.metrics:
        if metric.key == "accuracy":
            print("  accuracy   {:+.3f}".format(metric.value - earlier[metric.key]))


def print_age(run):
    newest = max(m.timestamp for m in run.data.metrics)
    print("newest measurement: {:%Y-%m-%d}".format(datetime.datetime.utcfromtimestamp(newest)))


def report(client):
    runs = all_runs(client)
    for number, run in enumerate(runs):
        print_run(run)
        if number:
            print_changes(runs[number - 1], run)
    print_age(runs[-1])
