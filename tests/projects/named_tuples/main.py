"""A NamedTuple and a namedtuple hold containers; read by name, by index and by unpacking."""
# leaves: the fields of a collections.namedtuple are not followed
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from parts.build import build, snapshot
from parts.show import show

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    parts = build(run_id)
    print([m.value for m in parts.metrics], [p.key for p in parts[1]])
    metrics, params = parts
    print({m.key: m.value for m in metrics})
    show(parts, snapshot(run_id))
