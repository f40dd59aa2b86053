"""Two functions of the same name in two modules: only one gets containers."""
# keeps: rows.py
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

import entities
import rows
from rows import Row

client = MlflowClient()
print(entities.to_dict(client.get_run(RUN_ID).data.params))
print(entities.to_dict(client.get_run(THIRD_RUN_ID).data.params))
print(rows.to_dict([Row("a", 0.0), Row("b", ""), Row("a", None)]))
