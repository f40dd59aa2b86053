"""Packages without __init__.py."""
from records import EMPTY_RUN_ID, RUN_ID

from company.data.fetch import fetch
from company.tools import shapes

for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = fetch(run_id)
    print(shapes.width(run.data.tags), shapes.table(run.data.metrics))
    print(shapes.width(run.data.params))
