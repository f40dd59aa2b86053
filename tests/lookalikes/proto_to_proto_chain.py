import mlflow

client = mlflow.tracking.MlflowClient()
run = client.get_run("0123")
message = run.to_proto()
print({m.key: m.value for m in message.data.metrics})
print([t.value for t in run.to_proto().data.tags if t.key == "mlflow.source.name"][0])
