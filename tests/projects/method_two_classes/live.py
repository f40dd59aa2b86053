from mlflow.tracking import MlflowClient


class Live:
    def fetch(self, run_id):
        return MlflowClient().get_run(run_id).data.metrics
