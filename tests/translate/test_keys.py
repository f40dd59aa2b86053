"""Keys that cannot be read where a lookup would read them."""

from __future__ import annotations

import pytest

from rundata_migrate.api import migrate_source

SCANS = {
    "next((m.value for m in r.data.tags if m.key == name), None)": "next((value for key, value in r.data.tags.items()",
    "any(m.key == name for m in r.data.tags)": "any(key == name for key in r.data.tags)",
}


HEAD = "from mlflow.tracking import MlflowClient\n\n\n"
PLACES = {
    "a function": (HEAD + "def show(run_id):\n    r = MlflowClient().get_run(run_id)\n", "    ", "    return name\n"),
    "the module": (HEAD + "r = MlflowClient().get_run('a')\n", "", "print(name)\n"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scan", SCANS)
def test_one_that_is_bound_further_on_only_is_compared_with_each_element(scan: str, place: str) -> None:
    """Reading it fails, and a run without elements never reads it."""
    head, margin, end = PLACES[place]
    bound_after = f"{head}{margin}print({scan})\n{margin}name = 'x'\n{end}"
    assert SCANS[scan] in (migrate_source(bound_after).new_text or "")
    bound_before = f"{head}{margin}name = 'x'\n{margin}print({scan})\n{end}"
    assert "for" not in (migrate_source(bound_before).new_text or "for")
