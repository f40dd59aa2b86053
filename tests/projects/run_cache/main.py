"""A dashboard: runs in a cache, tables, groups by prefix, the best metric so far, over several files."""
# leaves: entities in attributes, and in variables of modules that functions read, are named
from records import EMPTY_RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID

from dash import render
from dash.fetch import RunCache
from dash.render import as_table, format_metric

RUN_IDS = (SECOND_RUN_ID, EMPTY_RUN_ID, THIRD_RUN_ID)

cache = RunCache()
for run_id in RUN_IDS:
    run = cache.get(run_id)
    print(as_table(run.data.metrics, run.data.params))
    render.print_groups(render.group_by_prefix(run.data.tags))
    for m in run.data.metrics:
        print(format_metric(m))
    print(cache.metric(run_id, "acc", 0.0), cache.metric(run_id, "nope"))
    lr = cache.find_param(run_id, "lr")
    if lr:
        print("lr", lr.value)
    cache.update_best(run_id)
if cache.best is not None:
    print("best", cache.best.key, cache.best.value)
for run_id, value in cache.leaderboard(RUN_IDS, "acc"):
    print(run_id, value)
