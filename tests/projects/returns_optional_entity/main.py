"""A function returns an entity or None; its callers test and read it in another file."""
# may leave: an entity that leaves its function
from records import RUN_ID, RUN_IDS

from search.find import find_metric, find_tag
from search.show import show

for run_id in RUN_IDS:
    loss = find_metric(run_id, "loss")
    print(loss.value if loss else "no loss")
    f1 = find_metric(run_id, "f1")
    if f1 is not None and f1.value > 0.5:
        print("good", f1.value)
    show(run_id)
print(find_tag(RUN_ID, "empty").value == "", find_tag(RUN_ID, "nope"))
