from mlflow.tracking import MlflowClient

from app import show as display


def others(run_id):
    data = MlflowClient().get_run(run_id).data
    for p in data.params:
        if display.is_set(p):
            print(display.show(p))
    for tag in data.tags:
        print(display.show(tag), len(tag.key))
