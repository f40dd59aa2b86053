"""A list of one module is filled by another, and reached by its name."""
# leaves: anybody may read the list
# untouched: a name in a string reaches it
from records import SECOND_RUN_ID

import fill
import seen

fill.add(SECOND_RUN_ID)
print(seen.lines(), [str(m.key) for m in getattr(seen, "SEEN")])
