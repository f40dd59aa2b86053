from mlflow.entities import Param

from .render import render


def sample():
    return render([Param("lr", ""), Param("note", "None")])
