import mlflow

runs = mlflow.search_runs(["0"])
print(runs["metrics.acc"].max())
for column in [c for c in runs.columns if c.startswith("params.")]:
    print(column, runs[column].unique())
for key, value in runs.iloc[0].items():
    print(key, value)
