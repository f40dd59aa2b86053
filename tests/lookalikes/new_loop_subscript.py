from mlflow.tracking import MlflowClient

run = MlflowClient().get_run("abc")
for m in run.data.metrics:
    print("%s: %s" % (m, run.data.metrics[m]))
for tag in run.data.tags:
    value = run.data.tags[tag]
    print(tag, value)
