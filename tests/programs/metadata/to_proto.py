"""Entities of a container turned into protobuf messages."""
# leaves: methods of the entity
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print([p.to_proto().key for p in run.data.params])  # left
for t in run.data.tags:  # left
    message = t.to_proto()
    print(message.key, message.value)
