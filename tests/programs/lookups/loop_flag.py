"""A loop that sets a flag or a number when the key is met, without break."""
import mlflow
from records import RUN_ID

with mlflow.start_run(RUN_ID) as active:
    found = False
    for t in active.data.tags:
        if t.key == "release" and t.value == "0":
            found = True
    print(found)
    steps = 1
    for p in active.data.params:
        if p.key == "batch":
            steps = int(p.value)
    print(steps)
    is_default = True
    for p in active.data.params:
        if p.key == "zero":
            is_default = p.value == ""
    print(is_default)
