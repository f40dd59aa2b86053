from dataclasses import dataclass, field
from typing import List


@dataclass
class Metric:
    key: str
    value: float


@dataclass
class RunData:
    metrics: List[Metric] = field(default_factory=list)
    params: List[Metric] = field(default_factory=list)


@dataclass
class Run:
    name: str
    data: RunData


def as_dict(run: Run):
    return {m.key: m.value for m in run.data.metrics}


def best(runs: List[Run]):
    return max(runs, key=lambda r: [m.value for m in r.data.metrics if m.key == "score"][0])
