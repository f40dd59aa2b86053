"""Comments inside the expression that is rewritten."""
# may leave: a fix that would lose a comment is unsafe
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
acc = [
    m  # the metric
    for m in run.data.metrics
    # only accuracy
    if m.key == "acc"
][0].value  # there is one
print(acc)
