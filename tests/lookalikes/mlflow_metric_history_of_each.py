import mlflow

client = mlflow.tracking.MlflowClient()
run = client.get_run("abc")
curves = {
    key: [m.value for m in client.get_metric_history(run.info.run_id, key)] for key in run.data.metrics
}
