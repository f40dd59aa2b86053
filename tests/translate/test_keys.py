"""Keys that cannot be read where a lookup would read them."""

from __future__ import annotations

import pytest

from rundata_migrate.api import migrate_source

SCANS = {
    "next((m.value for m in r.data.tags if m.key == name), None)": "next((value for key, value in r.data.tags.items()",
    "any(m.key == name for m in r.data.tags)": "any(key == name for key in r.data.tags)",
}


@pytest.mark.parametrize("scan", SCANS)
def test_one_that_is_bound_further_on_only_is_compared_with_each_element(scan: str) -> None:
    """Reading it fails, and a run without elements never reads it."""
    head = "from mlflow.tracking import MlflowClient\n\n\ndef show(run_id):\n    r = MlflowClient().get_run(run_id)\n"
    bound_after = f"{head}    print({scan})\n    name = 'x'\n    return name\n"
    assert SCANS[scan] in (migrate_source(bound_after).new_text or "")
    bound_before = f"{head}    name = 'x'\n    print({scan})\n    return name\n"
    assert "for" not in (migrate_source(bound_before).new_text or "for")
