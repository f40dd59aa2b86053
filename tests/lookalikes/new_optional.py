import mlflow


def best_so_far(run, name):
    value = run.data.metrics.get(name)
    if value is None:
        return float("inf")
    return value


print(best_so_far(mlflow.active_run(), "loss"))
