"""Properties, static methods and class methods that give or take containers, used across files."""
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from lib.wrapper import Wrapper
from lib.use import use

wrapper = Wrapper(SECOND_RUN_ID)
print([m.value for m in wrapper.metrics], Wrapper.table(wrapper.params))
print(len(Wrapper.open(EMPTY_RUN_ID).metrics), wrapper.named("team"))
print(use(RUN_ID))
