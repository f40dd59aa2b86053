from collections import namedtuple

FIELDS = "name, entries"
Part = namedtuple("Part", FIELDS)
