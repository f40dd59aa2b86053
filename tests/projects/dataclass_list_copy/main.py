"""A field of a dataclass holds a list made of a container; it is read in another file."""
# leaves: a field is not followed where it holds a list
# untouched: the reader reads entities
from records import SECOND_RUN_ID

from build import build
from show import show

show(build(SECOND_RUN_ID))
