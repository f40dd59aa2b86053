from mlflow.tracking import MlflowClient

client = MlflowClient()


def copy_tags(source, target):
    run = client.get_run(source)
    for key in run.data.tags:
        if not key.startswith("mlflow."):
            client.set_tag(target, key, run.data.tags[key])
