from mlflow.tracking import MlflowClient


def as_dict(container):
    """Entities or a dict: a dict."""
    if isinstance(container, dict):
        return dict(container)
    return {item.key: item.value for item in container}


run = MlflowClient().get_run("abc")
print(as_dict(run.data.params), as_dict(run.data.metrics)["acc"])
