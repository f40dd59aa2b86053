"""A function returns a dict or a list of containers, one level deep."""
from records import RUN_ID, THIRD_RUN_ID

from loading.load import everything, in_a_list
from printing import table

for run_id in (RUN_ID, THIRD_RUN_ID):
    found = everything(run_id)
    print({m.key: m.value for m in found["m"]}, found["id"][:2])
    table.show(found)
    print([e.key for e in in_a_list(run_id)[0]])
    for tags in in_a_list(run_id):
        print([e.value for e in tags])
