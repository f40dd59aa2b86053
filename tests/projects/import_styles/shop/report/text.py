import mlflow.tracking

import shop.common.convert as c


def lines(run_id):
    run = mlflow.tracking.MlflowClient().get_run(run_id)
    return ["%s=%s" % pair for pair in c.pairs(run.data.metrics)]
