"""What holds for all tests: bytecode is kept, what was collected is not walked again and again, workers share the rest.

Hundreds of processes are started that import the tool, or an MLflow that was installed without bytecode: compiling
takes most of their time. Where PYTHONDONTWRITEBYTECODE is set, as it is in many containers, all of them would compile
all of it, each time. What is written goes beside the environments, not into the trees of the users that are tested.
"""

from __future__ import annotations

import gc
import os
import sys

import program_envs
import pytest

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(program_envs.folder() / "bytecode"))
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"]


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """With several workers, one that has nothing left takes tests from another: some take a thousand times others."""
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "worksteal"


def pytest_collection_finish() -> None:
    """Thousands of tests stay till the end: Python's search for reference cycles need not walk through them."""
    gc.collect()
    gc.freeze()
