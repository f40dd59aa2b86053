"""Lets the tests here import ``program_envs`` from the folder above, whichever tests are run."""

import sys
from pathlib import Path

TESTS = str(Path(__file__).resolve().parent.parent)
if TESTS not in sys.path:
    sys.path.insert(0, TESTS)
