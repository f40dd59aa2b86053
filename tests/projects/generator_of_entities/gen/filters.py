from .source import all_metrics, all_params


def large(ids, limit):
    return (m for m in all_metrics(ids) if m.value > limit)


def set_params(run_id):
    for p in all_params(run_id):
        if p.value:
            yield p
