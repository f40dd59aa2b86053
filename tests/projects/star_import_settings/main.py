"""A setting of another module has the name that a loop would get: both are imported with a star."""
from settings import *
from report import *

print(key, value, rows)
