"""`if not entity` where the value is 0.0 or an empty string."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()


def loss_or(run_id, fallback):
    found = next((m for m in client.get_run(run_id).data.metrics if m.key == "loss"), None)
    if not found:
        return fallback
    return found.value


def has_note(run_id):
    found = next((p for p in client.get_run(run_id).data.params if p.key == "note"), None)
    if found and found.value == "":
        return "an empty note"
    elif found:
        return "a note"
    return "no note"


print(loss_or(RUN_ID, "fallback"), loss_or(EMPTY_RUN_ID, "fallback"))
print(has_note(RUN_ID), has_note(EMPTY_RUN_ID))
