"""Dicts filled with entities in one module and read in others."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from store.index import by_key, grouped
from store.read import lines, value

index = by_key(SECOND_RUN_ID)
print(index["acc"].value, index["f1"].key, "nope" in index, len(by_key(EMPTY_RUN_ID)))
print(value(index, "loss"), value(index, "nope"), lines(index))
print({first: [p.value for p in found] for first, found in grouped(SECOND_RUN_ID).items()})
