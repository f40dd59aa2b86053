"""Two classes have a method of the same name; one function calls it on objects of both."""
# leaves: the other class gives a list of its own
# keeps: show.py, sample.py
from records import SECOND_RUN_ID

from live import Live
from sample import Sample
from show import show

print(show(Live(), SECOND_RUN_ID))
print(show(Sample(), SECOND_RUN_ID))
