"""A helper with *args: where the entity ends up depends on the call."""
# leaves: what *args holds
# keeps: star.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from calls import by_star
from star import join, show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(join(", ", m, m))
    print(show(*by_star(m)))
