import mlflow


def summary(model_id):
    model = mlflow.get_logged_model(model_id)
    print(model.params.get("lr"), model.tags)
    return [(m.key, m.value) for m in model.metrics]
