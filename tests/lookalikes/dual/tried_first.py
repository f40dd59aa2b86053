import mlflow


def params_of(run: mlflow.entities.Run):
    try:
        return {p.key: p.value for p in run.data.params}
    except AttributeError:
        pass
    return dict(run.data.params)
