"""Three callers hand on an entity of a run; the fourth hands on a metric of the history."""
# leaves: the history's metrics stay entities
# keeps: util/show.py, callers/fourth.py
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

from callers.fourth import fourth
from callers.second import second
from callers.third import third
from util.show import show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(m))
second(RUN_ID)
print(third(SECOND_RUN_ID))
print(fourth(RUN_ID))
