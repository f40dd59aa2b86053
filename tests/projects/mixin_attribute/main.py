"""A mixin reads an attribute that its subclasses bind: one to a container, one to a list of its own."""
# leaves: the other subclass holds a list
# keeps: report.py, sample.py
from records import SECOND_RUN_ID

from live import Live
from sample import Sample

Live(SECOND_RUN_ID).show()
Sample().show()
