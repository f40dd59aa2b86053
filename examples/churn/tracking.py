"""What the other modules share: the experiment, its runs, and small questions to ask of a run."""
import mlflow.tracking

EXPERIMENT = "churn"


def get_client():
    return mlflow.tracking.MlflowClient()


def week_of(run):
    return next((t.value for t in run.data.tags if t.key == "week"), "(no week)")


def get_param(run, name, default=None):
    for p in run.data.params:
        if p.key == name:
            return p.value
    return default


def all_runs(client):
    experiment = client.get_experiment_by_name(EXPERIMENT)
    return sorted(client.search_runs([experiment.experiment_id], ""), key=week_of)
