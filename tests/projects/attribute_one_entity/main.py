"""An attribute that holds the best metric, or None, is set in one method and read in others and in another file."""
# leaves: entities in attributes, and in variables of modules that functions read, are named
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from search import Search
from view import View

search = Search()
print(search.line(), View(search).text())
for run_id in (EMPTY_RUN_ID, SECOND_RUN_ID, RUN_ID):
    search.look(run_id)
    print(search.line(), View(search).text())
