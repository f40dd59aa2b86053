"""An attribute holds a list made of a container; a string in another file names the attribute."""
# leaves: what is found by its name
# untouched: the template reads key and value
from records import SECOND_RUN_ID

from holder import Holder
from template import filled

holder = Holder(SECOND_RUN_ID)
print([p.key for p in holder.params])
print(filled(holder, "params"), filled(holder, "tags"))
