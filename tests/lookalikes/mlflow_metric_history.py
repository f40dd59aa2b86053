from mlflow.tracking import MlflowClient

client = MlflowClient()


def curve(run_id, name):
    history = client.get_metric_history(run_id, name)
    return [(m.step, m.value, m.timestamp) for m in sorted(history, key=lambda m: m.timestamp)]


def last(run_id, name):
    return client.get_metric_history(run_id, name)[-1].value


def all_equal(run_id):
    return all(m.key == "loss" for m in client.get_metric_history(run_id, "loss"))
