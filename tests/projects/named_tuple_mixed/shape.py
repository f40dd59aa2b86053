from collections import namedtuple

Section = namedtuple("Section", ("title", "entries"))
