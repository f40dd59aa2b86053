"""A generator of entities is read by key and value here and collected whole there."""
# leaves: the collection keeps whole entities and reads timestamps
# keeps: collect.py
from records import RUN_ID, SECOND_RUN_ID

from collect import newest
from source import metrics

for m in metrics(SECOND_RUN_ID):
    print(m.key, m.value)
print(newest(RUN_ID))
