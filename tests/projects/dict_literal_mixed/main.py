"""A dict holds a container under a key in one file, and a list under the same key in another."""
# leaves: the list
# keeps: render.py, sample.py
from records import SECOND_RUN_ID

from load import load
from render import render
from sample import sample

print(render(load(SECOND_RUN_ID)))
print(render(sample()))
