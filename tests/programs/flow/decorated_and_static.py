"""Lookups in properties, static methods, decorated functions, dunder methods, dataclasses."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
import functools
from dataclasses import dataclass, field
from mlflow.entities import Run
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def cached(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner


@dataclass
class Experiment:
    run: Run
    names: list = field(default_factory=list)

    def __post_init__(self):
        self.names = [m.key for m in self.run.data.metrics]

    def __getitem__(self, name):
        return [m.value for m in self.run.data.metrics if m.key == name][0]

    def __contains__(self, name):
        return any(m.key == name for m in self.run.data.metrics)

    def __iter__(self):
        for m in self.run.data.metrics:
            yield m.key

    @property
    def team(self):
        return next((t.value for t in self.run.data.tags if t.key == "team"), None)

    @staticmethod
    @cached
    def params(run):
        return {p.key: p.value for p in run.data.params}


experiment = Experiment(MlflowClient().get_run(SECOND_RUN_ID))
print(experiment["f1"], "acc" in experiment, "x" in experiment, list(experiment), experiment.team)
print(Experiment.params(experiment.run), experiment.names)
