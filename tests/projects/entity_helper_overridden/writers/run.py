from mlflow.tracking import MlflowClient


def write(writer, run_id):
    for m in MlflowClient().get_run(run_id).data.metrics:
        print(writer.line(m))
    print(writer.end())
