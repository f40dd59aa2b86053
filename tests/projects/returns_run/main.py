"""A run and its data travel through functions of three files before anybody reads them."""
from records import RUN_ID, THIRD_RUN_ID

from flow.fetch import fetch, latest
from flow.read import accuracy, note, read_all

print(accuracy(fetch(RUN_ID)), accuracy(run=fetch(THIRD_RUN_ID)))
print(note(fetch(RUN_ID)) == "", note(fetch(THIRD_RUN_ID)))
for row in read_all(latest()):
    print(row)
