import contextlib
from contextlib import suppress

from quiet.lib.lookup import first_metric, metric


def collect(run_id):
    found = {}
    for name in ("acc", "loss", "nope"):
        with suppress(IndexError):
            found[name] = metric(run_id, name)
    with contextlib.suppress(IndexError, TypeError):
        found["first"] = len(first_metric(run_id)) > 0
    return found
