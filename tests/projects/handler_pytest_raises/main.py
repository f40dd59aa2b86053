"""pytest.raises in the tests folder of the project; main.py has a little pytest of its own, where there is none."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
import contextlib
import sys
import types

from records import RUN_ID


@contextlib.contextmanager
def raises(*expected):
    try:
        yield
    except expected:
        return
    raise AssertionError("nothing was raised")


sys.modules["pytest"] = types.ModuleType("pytest")
sys.modules["pytest"].raises = raises

from project.read import first_value, release
from tests import test_read

print(first_value(RUN_ID, "note") == "", release(RUN_ID))
for name in sorted(vars(test_read)):
    if name.startswith("test_"):
        try:
            getattr(test_read, name)()
        except Exception as error:
            print(name, "failed", type(error).__name__)
        else:
            print(name, "passed")
