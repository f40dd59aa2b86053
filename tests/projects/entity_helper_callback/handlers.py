def on_metric(metric):
    print("event", metric.key, metric.value)
