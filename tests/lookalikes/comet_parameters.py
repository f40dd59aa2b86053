from comet_ml import API

experiment = API().get("workspace/project/key")
for metric in experiment.get_metrics():
    print(metric["metricName"], metric["metricValue"])
print({p["name"]: p["valueCurrent"] for p in experiment.get_parameters_summary()})
