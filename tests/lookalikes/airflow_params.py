from airflow.models import DagRun, Param


def run_params(run: DagRun):
    return {key: Param(value).value for key, value in run.conf.items()}
