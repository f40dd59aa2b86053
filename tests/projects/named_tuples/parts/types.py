from collections import namedtuple
from typing import Any, NamedTuple


class Parts(NamedTuple):
    metrics: Any
    params: Any


Snapshot = namedtuple("Snapshot", ["run_id", "tags"])
