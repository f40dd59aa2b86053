from azureml.core import Run

run = Run.get_context()
metrics = run.get_metrics()
for name in metrics:
    print(name, metrics[name])
print({k: v for k, v in run.get_tags().items() if v})
