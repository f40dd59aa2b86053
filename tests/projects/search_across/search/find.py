from mlflow.tracking import MlflowClient


def find(query):
    return MlflowClient().search_runs(experiment_ids=["0"], filter_string=query)
