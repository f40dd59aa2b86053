"""A loop in a class body: the loop variable stays as an attribute of the class, and new names would too."""
# may leave: the loop variable is an attribute of the class
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


class Summary:
    run = MlflowClient().get_run(SECOND_RUN_ID)
    for p in run.data.params:
        pass


print(Summary.p.key, Summary.p.value)
