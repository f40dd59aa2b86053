"""A Jupyter kernel in an environment with a real MLflow; started by ``test_executed_notebooks.py``.

    python notebook_kernel.py PACKAGES STORE -f CONNECTION

PACKAGES is a folder with ipykernel, which comes last on the path, so that the environment's own packages win. The
recorded runs are written below STORE, and what differs between MLflow versions is evened out, as for programs.
"""

from __future__ import annotations

import importlib
import logging
import os
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    packages, store = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
    os.environ.update(MLFLOW_ALLOW_FILE_STORE="true", MLFLOW_DISABLE_TELEMETRY="true", GIT_PYTHON_REFRESH="quiet")
    sys.path += [str(TESTS), str(TESTS / "programs"), packages]
    runner = importlib.import_module("program_runner")
    runner.even_out()
    logging.disable(logging.CRITICAL)
    records = importlib.import_module("records")
    runner.write_store(store, records.RECORDED, records.TIME)
    os.environ["MLFLOW_TRACKING_URI"] = str(store)
    importlib.import_module("mlflow").set_tracking_uri(str(store))
    importlib.import_module("ipykernel.kernelapp").launch_new_instance()
