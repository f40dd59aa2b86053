"""An attribute holds a list made of a container; another file puts a history into it."""
# leaves: the history
# untouched: the readers read both
from records import SECOND_RUN_ID

import history
from holder import Holder
from show import show

holder = Holder(SECOND_RUN_ID)
show(holder)
history.load(holder)
show(holder)
