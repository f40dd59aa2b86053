from typing import Dict, List

from databricks.sdk.service.ml import Metric, Run


def metric_table(runs: List[Run]) -> Dict[str, Dict[str, float]]:
    return {run.info.run_id: {m.key: m.value for m in run.data.metrics} for run in runs}


def first_metric(run: Run) -> Metric:
    return run.data.metrics[0]
