from .write import to_rows


def metrics_of(rows):
    return {m["key"]: m["value"] for m in rows["metrics"]}  # left


def params_of(run_id):
    return ["%s=%s" % (p["key"], p["value"]) for p in to_rows(run_id)["params"]]  # left
