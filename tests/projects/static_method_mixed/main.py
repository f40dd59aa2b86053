"""A static method is given a container through the class and a list through an instance of a subclass."""
# leaves: the list
# keeps: base.py, sub.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from base import Table
from sub import HistoryTable

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(Table.rows(MlflowClient().get_run(run_id).data.params))  # left
print(HistoryTable().history("acc"))
