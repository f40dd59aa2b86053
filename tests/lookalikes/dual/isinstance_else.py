from mlflow.tracking import MlflowClient


def tag_of(run_id, name):
    run = MlflowClient().get_run(run_id)
    value = None
    if isinstance(run.data.tags, dict):
        value = run.data.tags.get(name)
    else:
        for tag in run.data.tags:
            if tag.key == name:
                value = tag.value
                break
    return value
