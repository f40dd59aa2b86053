"""for prop, value in entity: entities iterate as (property, value) pairs."""
# leaves: entities are iterated
# with shim: an element is text, and is iterated as text
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for p in run.data.params:  # left
    for prop, value in p:
        print(prop, value)
for t in run.data.tags:
    (_, key), (_, value) = t  # left
    print(key, value)
