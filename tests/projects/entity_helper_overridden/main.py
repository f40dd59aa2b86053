"""A method that takes an entity is overridden in other files; all read key and value only."""
# may leave: which method is called is not known here
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from writers.run import write
from writers.base import Writer
from writers.html import HtmlWriter
from writers.md.table import TableWriter

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    for writer in (Writer(), HtmlWriter(), TableWriter()):
        write(writer, run_id)
