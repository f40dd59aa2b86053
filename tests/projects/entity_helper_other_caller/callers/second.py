from mlflow.tracking import MlflowClient

import util.show as s


def second(run_id):
    for p in MlflowClient().get_run(run_id).data.params:  # left
        print(s.show(p))
