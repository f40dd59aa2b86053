"""Files that never name a container: one gives the data of a run, one hands it on, others read it."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from fetch import data_of, show_last
from show import names

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(names(data_of(run_id)), ["%s=%r" % (m.key, m.value) for m in data_of(run_id).metrics])
    show_last(run_id)
