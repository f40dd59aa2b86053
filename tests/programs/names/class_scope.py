"""Comprehensions and loops in a class body, where names behave otherwise."""
# may leave: names of a loop in a class body are attributes of the class
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


class Summary:
    key = "class key"
    run = MlflowClient().get_run(SECOND_RUN_ID)
    metrics = {m.key: m.value for m in run.data.metrics}
    names = []
    for p in run.data.params:
        names.append(p.key + p.value)
    team = [t.value for t in run.data.tags if t.key == "team"][0]
    del p


print(Summary.metrics, Summary.names, Summary.team, Summary.key)
print(sorted(n for n in vars(Summary) if not n.startswith("__")))
