"""Elements in a deque: made of a container, filled in a loop, or the last few."""
from collections import deque
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    waiting = deque(run.data.params)
    while waiting:
        print(waiting.popleft().key)
    queue = deque(run.data.tags)
    while queue:
        tag = queue.pop()
        print(tag.key, tag.value)
    filled = deque()
    for metric in run.data.metrics:
        if metric.value:
            filled.append(metric)
    while filled:
        first = filled.popleft()
        print(first.key, first.value, len(filled))
    print([m.key for m in deque(run.data.metrics, maxlen=2)])
