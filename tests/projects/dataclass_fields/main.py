"""Fields of a dataclass hold a run and containers; built in one file, read in two others."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from rows.build import build
from rows.show import show

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    row = build(run_id)
    print(row.name, {m.key: m.value for m in row.metrics}, [t.key for t in row.run.data.tags])
    show(row)
