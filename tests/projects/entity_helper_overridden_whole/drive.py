from mlflow.tracking import MlflowClient


def drive(writer, run_id):
    for m in MlflowClient().get_run(run_id).data.metrics:  # left
        print(writer.line(m))
