from mlflow.tracking import MlflowClient


def contexts(run_id):
    run = MlflowClient().get_run(run_id)
    out = []
    for dataset_input in run.inputs.dataset_inputs:
        out.append({tag.key: tag.value for tag in dataset_input.tags})
        context = next((t.value for t in dataset_input.tags if t.key == "mlflow.data.context"), None)
        print(dataset_input.dataset.name, context)
    return out
