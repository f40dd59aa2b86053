"""Attributes of self that hold a run and containers are read in other files."""
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from model.reader import Reader
from view.lines import Lines, count

reader = Reader(SECOND_RUN_ID)
print([m.key for m in reader.metrics], {p.key: p.value for p in reader.run.data.params})
print(Lines(reader).lines(), count(Reader(EMPTY_RUN_ID)), count(Reader(RUN_ID)))
