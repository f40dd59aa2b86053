"""Values logged out of order, at equal times, negative, and NaN: the timestamp of the one that is shown."""
# leaves: timestamps
from mlflow.tracking import MlflowClient

client = MlflowClient()
run_id = client.create_run("0").info.run_uuid
nan = float("nan")
for key, value, timestamp in [
    ("late_first", 1.0, 30), ("late_first", 9.0, 10), ("late_first", 5.0, 20),
    ("same_time", -3.0, 7), ("same_time", -1.0, 7), ("same_time", -2.0, 7), ("same_time", 8.0, 6),
    ("negative", -5.0, 1), ("negative", -9.0, 2), ("negative", -1.0, 1),
    ("once", 0.0, 0),
    ("nan_last", 2.0, 1), ("nan_last", nan, 2),
    ("nan_early", nan, 1), ("nan_early", 3.0, 2),
    ("nan_first", nan, 4), ("nan_first", 3.0, 4), ("nan_first", 4.0, 4),
    ("nan_between", 3.0, 4), ("nan_between", nan, 4), ("nan_between", 4.0, 4), ("nan_between", 1.0, 4),
    ("zero", -0.0, 3), ("zero", 0.0, 3),
]:
    client.log_metric(run_id, key, value, timestamp)
run = client.get_run(run_id)
for m in sorted(run.data.metrics, key=lambda m: m.key):
    print(m.key, str(m.value), m.timestamp)  # left
print([m for m in run.data.metrics if m.key == "late_first"][0].timestamp)  # left
print([(str(m.value), m.timestamp) for m in run.data.metrics if m.key == "nan_between"][0])  # left
negative = next(m for m in run.data.metrics if m.key == "negative")
print(negative.value, negative.timestamp)  # left
