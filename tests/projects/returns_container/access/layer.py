from . import store


def current_metrics(run_id):
    found = store.metrics(run_id)
    return found


def params_of(run_id):
    return store.data(run_id).params
