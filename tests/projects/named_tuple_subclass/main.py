"""A class inherits from a namedtuple; it is read by name, by index, by unpacking, as a dict and through a star."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from snapshots.load import load
from snapshots.show import both, show, table

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    snapshot = load(run_id)
    print(snapshot.names(), snapshot.first_values())
    show(snapshot._replace(run_id=run_id[:2]))
    table(snapshot._asdict())
    both(*snapshot[1:])
    for items in snapshot[1:]:
        print(sorted(item.key for item in items))
