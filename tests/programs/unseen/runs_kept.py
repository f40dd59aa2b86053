"""Runs in lists, sets, dicts, fields and queues, however these began."""
import queue
from collections import defaultdict, deque
from dataclasses import dataclass, field

from mlflow.tracking import MlflowClient
from records import RUN_IDS


@dataclass
class Report:
    runs: list = field(default_factory=list)

    def add(self, run):
        self.runs.append(run)


class Board:
    def __init__(self):
        self.by_stage = {"dev": [], "prod": []}
        self.latest = None

    def put(self, stage, run):
        self.by_stage[stage].append(run)
        self.latest = run


def collect(page, out=None):
    out = out or []
    out.append(page)
    return out


good, bad = [], []
groups, stages, report, board = {}, defaultdict(list), Report(), Board()
seen, waiting, later, every = {}, queue.Queue(), deque(), []
for run_id in RUN_IDS:
    run = MlflowClient().get_run(run_id)
    names = [p.key for p in run.data.params]
    (good if len(names) > 3 else bad).append(run)
    groups.setdefault(len(names) % 2, []).append(run)
    stages["dev"].append(run)
    report.add(run)
    board.put("prod", run)
    seen[run_id] = run
    waiting.put(run)
    later.appendleft(run)
    every = every + [run]
for run in good:
    print([p.value for p in run.data.params if p.key == "lr"])
for run in bad:
    print(sorted(m.key for m in run.data.metrics))
for runs in groups.values():
    for run in runs:
        print({t.key: t.value for t in run.data.tags})
print([m.value for run in report.runs for m in run.data.metrics if m.key == "loss"])
print([len([t for t in run.data.tags if t.value]) for run in stages["dev"]])
print([sorted(p.key for p in run.data.params) for run in board.by_stage["prod"]])
print(sorted(t.key for t in board.latest.data.tags))
print([[p.value for p in seen[run_id].data.params] for run_id in RUN_IDS])
while not waiting.empty():
    run = waiting.get()
    print([m.key for m in run.data.metrics if m.key.startswith("a")])
print([next((m.value for m in run.data.metrics if m.key == "acc"), None) for run in later])
print([sum(1 for t in run.data.tags) for run in every])
print([p.key for run in collect(every[0]) for p in run.data.params])
