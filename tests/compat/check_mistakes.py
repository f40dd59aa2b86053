"""Mistakes that a type checker has to find; ``test_types.py`` runs mypy on it, nobody runs this file."""
# ruff: noqa: B018

from __future__ import annotations

import rundata_compat
from mlflow.entities import Param, Run


def mistakes(run: Run, param: Param) -> None:
    data = rundata_compat.wrap(run).data
    data.metrics["acc"].key  # attr-defined
    data.metrics["acc"] = "1"  # call-overload
    data.params["depth"] + 1  # operator
    data.metrics.append(param)  # arg-type
    data.metrics[None]  # call-overload
    rundata_compat.wrap(run.data)  # arg-type
    rundata_compat.install(warn="loud")  # arg-type
    rundata_compat.no_such_name  # attr-defined
    rundata_compat.entities(run).metrics  # arg-type
