from dataclasses import dataclass, field
from typing import Any


@dataclass
class Row:
    run: Any
    metrics: Any
    params: Any = None
    name: str = "row"
    notes: list = field(default_factory=list)

    def names(self):
        return [m.key for m in self.metrics]
