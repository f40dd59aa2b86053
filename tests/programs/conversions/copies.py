"""copy.copy, copy.deepcopy, C[:], list(C), tuple(C), [*C], only iterated for key and value."""
# may leave: copies of containers
import copy
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for m in list(run.data.metrics):
    print(m.key, m.value)
for p in run.data.params[:]:
    print(p.key)
for t in tuple(run.data.tags):
    print(t.key, t.value)
print([m.key for m in [*run.data.metrics]])
print([m.value for m in copy.copy(run.data.metrics)], [p.key for p in copy.deepcopy(run.data.params)])
for m in iter(run.data.metrics):
    print(m.value)
