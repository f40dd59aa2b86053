import mlflow

model_info = mlflow.models.get_model_info("models:/churn/1")
defaults = {p.name: p.default for p in model_info.signature.params.params}
for param in model_info.signature.params:
    print(param.name, param.dtype)
