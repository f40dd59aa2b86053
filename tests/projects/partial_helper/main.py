"""functools.partial of helpers in another file, with containers before and after."""
import functools
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from lookup import get, join
from named import team

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
acc = functools.partial(get, "acc", default=-1.0)
print(acc(run.data.metrics), acc(client.get_run(EMPTY_RUN_ID).data.metrics))
joined = functools.partial(join, run.data.params)
print(joined(","), joined(sep="; "))
print(team(run.data.tags), team(client.get_run(EMPTY_RUN_ID).data.tags))
