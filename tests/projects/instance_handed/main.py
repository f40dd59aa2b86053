"""Objects that hold run data, or give it, are handed to functions of files that know nothing of their class."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from draw import draw, draw_all
from tracked import Loader, Tracked, make

loader = Loader()
for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    tracked = Tracked(run_id)
    print(draw(tracked))
    print(draw_all([make(one) for one in (run_id, SECOND_RUN_ID)]))
    print(loader.show(run_id))
