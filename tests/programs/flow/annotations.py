"""Parameters and variables with annotations and type comments."""
# may leave: annotations may be named
from typing import Dict, List, Optional
from mlflow.entities import Metric, Param, Run, RunData
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def accuracy(run: Run) -> float:
    return [m.value for m in run.data.metrics if m.key == "acc"][0]


def params(data: RunData) -> Dict[str, str]:
    return {p.key: p.value for p in data.params}


def tag(run, name):
    # type: (Run, str) -> Optional[str]
    for t in run.data.tags:
        if t.key == name:
            return t.value
    return None


def names(metrics: List[Metric]) -> List[str]:
    return [m.key for m in metrics]


run = MlflowClient().get_run(SECOND_RUN_ID)  # type: Run
again: Run = run
print(accuracy(run), params(again.data), tag(run, "team"), names(run.data.metrics))
found = run.data.params  # type: List[Param]
print([p.value for p in found])
