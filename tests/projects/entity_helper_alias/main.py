"""The helper has a second name in its module and a third one elsewhere."""
# may leave: a function under other names
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from names.third import third
from names.use import use

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(use(run_id), third(run_id))
