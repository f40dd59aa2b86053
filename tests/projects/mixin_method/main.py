"""A mixin calls a method, and reads a property, that only its subclasses have."""
# leaves: subclasses that are not seen may give something else
# keeps: report.py
from records import SECOND_RUN_ID

from live import Live

for line in Live(SECOND_RUN_ID).lines():
    print(line)
