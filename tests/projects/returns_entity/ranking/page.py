from . import best as b


def page(run_id):
    metric = b.best(run_id)
    return {"name": metric.key, "percent": metric.value * 100, "batch": b.first_param(run_id).value}
