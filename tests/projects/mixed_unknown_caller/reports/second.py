from mlflow.tracking import MlflowClient

from reports.lines import lines


def second_lines(run_id):
    client = MlflowClient()
    return lines(client.get_run(run_id).data.metrics)  # left
