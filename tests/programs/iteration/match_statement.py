"""match on key and value of entities."""
# python: 3.10
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    match m.key:
        case "acc" | "f1":
            print("score", m.value)
        case other:
            print("other", other, m.value)
match [(t.key, t.value) for t in run.data.tags]:
    case [("release", release), *rest]:
        print(release, rest)
