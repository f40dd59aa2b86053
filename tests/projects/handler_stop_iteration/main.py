"""next() in a helper, `except StopIteration` at its callers two hops away."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import RUN_IDS

from table.cell import cell

for run_id in RUN_IDS:
    print([cell(run_id, name) for name in ("acc", "loss", "f1")])
