"""An entity is handed to a function of another file that reads only key and value."""
from records import RUN_IDS

from app.metrics import metrics
from app.others import others

for run_id in RUN_IDS:
    print(metrics(run_id))
    others(run_id)
