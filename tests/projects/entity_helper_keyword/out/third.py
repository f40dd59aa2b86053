from mlflow.tracking import MlflowClient

import out.format


class Third:
    def __init__(self, run_id):
        self.data = MlflowClient().get_run(run_id).data

    def write(self):
        print("; ".join(out.format.show(t, width=3, sign="~") for t in self.data.tags))
