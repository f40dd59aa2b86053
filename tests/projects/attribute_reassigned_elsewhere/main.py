"""An attribute that holds a container is given a list by another file."""
# leaves: the list
# keeps: reader.py, demo.py
from records import SECOND_RUN_ID

from demo import as_demo
from reader import Reader

reader = Reader(SECOND_RUN_ID)
print(reader.names())
as_demo(reader)
print(reader.names())
