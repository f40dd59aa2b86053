"""Run data as a dictionary, made in one file and read as rows in another."""
# leaves: the dictionary is made in another function
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from export.rows import metrics_of, params_of
from export.write import to_rows

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    rows = to_rows(run_id)
    print(sorted(rows) == ["metrics", "params", "tags"], metrics_of(rows), params_of(run_id))
