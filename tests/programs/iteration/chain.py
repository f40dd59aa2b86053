"""itertools over containers: chain, islice, groupby."""
# may leave: itertools
import itertools
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run, other = client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)
for e in itertools.chain(run.data.params, other.data.tags):
    print(e.key, e.value)
print([m.key for m in itertools.islice(run.data.metrics, 2)])
for team, group in itertools.groupby(other.data.params, key=lambda p: len(p.value)):
    print(team, [p.key for p in group])
