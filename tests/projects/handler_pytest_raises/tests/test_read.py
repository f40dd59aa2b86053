import pytest
from records import EMPTY_RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID

from project.read import first_value, release


def test_first_value():
    assert first_value(THIRD_RUN_ID, "lr") == ""


def test_no_value():
    with pytest.raises(IndexError):
        first_value(EMPTY_RUN_ID, "lr")


def test_release():
    assert release(SECOND_RUN_ID) == 1
    with pytest.raises(StopIteration):
        release(THIRD_RUN_ID)
