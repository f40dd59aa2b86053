"""A dict filled with entities in one file is written out with their timestamps in another."""
# leaves: whole entities are needed
# untouched: the timestamps are written
from records import RUN_ID

from dump import dump
from index import by_key

index = by_key(RUN_ID)
print(index["acc"].value)
print(dump(index, "best"))
