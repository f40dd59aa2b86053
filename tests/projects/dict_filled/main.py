"""Dicts that get their containers later: by key, with setdefault, update, dict() and from another dict."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from filled import by_key, called, merged, named, rows
from page import names, table

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(table(by_key(run_id)), table(called(run_id)))
    print(table(merged(run_id)), table(named(run_id)))
    for row in rows([run_id, SECOND_RUN_ID]):
        print(names(row))
