"""setattr puts another function in the helper's place; it counts what it is given."""
# leaves: what is called is not what the name says
from mlflow.tracking import MlflowClient
from records import RUN_ID

from pkg import helpers
from pkg.debug import spy_on

spy_on(helpers, "names")
run = MlflowClient().get_run(RUN_ID)
print(helpers.names(run.data.params))  # left
print(helpers.names(run.data.tags))  # left
