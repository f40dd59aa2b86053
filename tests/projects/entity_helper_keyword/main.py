"""An entity handed on by keyword, beside defaults and other parameters, from three files."""
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from out import first, second
from out.third import Third

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    first.write(run_id)
    print(second.write(run_id))
    Third(run_id).write()
print(second.write(RUN_ID)[-1])
