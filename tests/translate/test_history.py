"""The fix of RD401 against real stores, and what goes before it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import program_envs
import pytest
from history_runner import NAN_AT_THE_SAME_TIME, SERIES, WITH_NAN
from sharing import once, shared_folder

from rundata_migrate.api import migrate_paths, migrate_source
from rundata_migrate.findings import Safety

pytestmark = pytest.mark.mlflow  # runs real MLflow versions

RUNNER = Path(__file__).parent / "history_runner.py"
HEAD = "import mlflow\nfrom mlflow.tracking import MlflowClient\nclient = MlflowClient()\n"
FETCHED = HEAD + "run = client.get_run('a')\n"
LOOP = "for m in run.data.metrics:\n    print(m.timestamp)\n"
VERSIONS = ["0.9.1", "1.0.0", "1.30", "2.22", "3"]
LATER = VERSIONS[1:]


def answer(version: str, store: str, folder: Path) -> dict[str, Any]:
    """What ``history_runner.py`` says with this MLflow version and this kind of store; asked once."""
    return once(folder / f"{version}-{store}.pickle", lambda: asked(version, store, folder))


def asked(version: str, store: str, folder: Path) -> dict[str, Any]:
    """Run it."""
    try:
        python = program_envs.interpreter(version)
    except program_envs.EnvironmentFailed as error:
        pytest.fail(f"no environment with MLflow {version}: {error}", pytrace=False)
    place = folder / f"{version}-{store}"
    place.mkdir()
    uri = str(place / "mlruns") if store == "file" else f"sqlite:///{place / 'runs.db'}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW_")}
    command = [str(python), str(RUNNER), uri]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = shared_folder(tmp_path_factory) / "history"
    made.mkdir(exist_ok=True)
    return made


@pytest.mark.parametrize("store", ["file", "sql"])
@pytest.mark.parametrize("version", VERSIONS)
def test_the_metric_that_is_chosen_is_the_one_that_the_run_shows(version: str, store: str, folder: Path) -> None:
    found = answer(version, store, folder)
    keys = [*SERIES, *WITH_NAN] if store == "file" or not found["unlogged"] else list(SERIES)
    assert {key: found["chosen"][key] for key in keys} == {key: found["shown"][key] for key in keys}


@pytest.mark.parametrize("version", VERSIONS)
def test_in_a_file_store_nan_makes_no_difference(version: str, folder: Path) -> None:
    found = answer(version, "file", folder)
    assert set(found["chosen"]) == {*SERIES, *WITH_NAN, *NAN_AT_THE_SAME_TIME}
    assert found["chosen"] == found["shown"]


@pytest.mark.parametrize("version", ["1.30", "2.22", "3"])
def test_in_a_sql_store_only_the_value_may_be_another_beside_nan(version: str, folder: Path) -> None:
    found = answer(version, "sql", folder)
    assert any(found["chosen"][key] != found["shown"][key] for key in NAN_AT_THE_SAME_TIME)
    for key in NAN_AT_THE_SAME_TIME:
        assert found["chosen"][key][1:] == found["shown"][key][1:]


@pytest.mark.parametrize("version", LATER)
def test_a_later_step_counts_more_than_a_later_time(version: str, folder: Path) -> None:
    assert answer(version, "file", folder)["shown"]["later step earlier"] == [0.7, 10, 2]
    assert answer("0.9.1", "file", folder)["shown"]["later step earlier"] == [0.5, 20, 0]


@pytest.mark.parametrize("version", LATER)
def test_a_missing_metric_raises_what_the_message_says(version: str, folder: Path) -> None:
    result = migrate_source(FETCHED + "[m for m in run.data.metrics if m.key == 'a'][0].timestamp\n", path="a.py")
    (finding,) = result.findings
    for store in ("file", "sql"):
        assert answer(version, store, folder)["missing"] in finding.details
    assert "instead of IndexError" in finding.details


# -- the finding ------------------------------------------------------------------------------


def test_without_unsafe_fixes_it_is_named_with_the_reason() -> None:
    result = migrate_source(FETCHED + LOOP, path="a.py")
    assert result.new_text is None
    (finding,) = result.findings
    assert (finding.rule, finding.safety, finding.fixed) == ("RD401", Safety.UNSAFE, False)
    assert finding.fix is not None
    for part in ("asked once more for each metric", "logged since", "largest step", "NaN"):
        assert part in finding.details
    assert finding.proposal


def test_a_client_of_its_own_is_said() -> None:
    result = migrate_source(HEAD + "run = mlflow.active_run()\n" + LOOP, path="a.py", unsafe_fixes=True)
    assert "MlflowClient().get_metric_history(run.info.run_id, key)" in (result.new_text or "")
    assert "a new client asks the tracking URI of that moment" in result.findings[0].details


def test_metrics_that_are_logged_for_each_one_read_are_not_logged_before() -> None:
    copying = "for m in run.data.metrics:\n    client.log_metric('b', m.key, m.value, m.timestamp)\n"
    result = migrate_source(FETCHED + copying, path="a.py", unsafe_fixes=True)
    assert "for m in [max(client.get_metric_history(run.info.run_id, key)" in (result.new_text or "")
    again = FETCHED + "while True:\n    " + copying.replace("\n", "\n    ").rstrip(" ")
    assert migrate_source(again, path="a.py", unsafe_fixes=True).new_text is None


def test_where_nothing_makes_a_client_there_is_no_fix() -> None:
    text = "from mlflow import active_run\nrun = active_run()\n" + LOOP
    result = migrate_source(text, path="a.py", unsafe_fixes=True)
    assert result.new_text is None
    assert result.findings[0].safety is Safety.MANUAL


def test_what_was_written_is_not_named_among_old_code() -> None:
    rest = "for p in run.data.params:\n    show(p.key, p)\n"
    result = migrate_source(FETCHED + LOOP + rest, path="a.py", unsafe_fixes=True)
    assert result.new_text is not None
    again = migrate_source(result.new_text, path="a.py", unsafe_fixes=True)
    assert again.new_text is None
    assert [finding.rule for finding in again.findings] == ["RD402"]
    assert "p" in again.findings[0].message


@pytest.mark.parametrize("ending", ["  # rundata: ignore", "  # rundata: ignore[RD401]"])
def test_it_can_be_suppressed_on_the_line_of_the_read(ending: str) -> None:
    text = FETCHED + LOOP.rstrip("\n") + ending + "\n"
    result = migrate_source(text, path="a.py", unsafe_fixes=True)
    assert result.new_text is None
    assert result.findings == ()


# -- the shim ---------------------------------------------------------------------------------


@pytest.mark.parametrize("unsafe", [False, True])
def test_the_shim_goes_before_the_history(unsafe: bool) -> None:
    result = migrate_source(FETCHED + LOOP, path="a.py", unsafe_fixes=unsafe, fallback="shim")
    assert "for m in rundata_compat.entities(run.data).metrics:" in (result.new_text or "")
    assert "get_metric_history" not in (result.new_text or "")
    (finding,) = result.findings
    assert finding.fixed
    assert finding.safety is Safety.MANUAL
    assert "the shim's entities are used here" in finding.message
    assert "asked once more" not in finding.message


def test_where_the_shim_cannot_be_written_the_history_is_asked() -> None:
    by_name = FETCHED + "metrics = run.data.metrics\nprint([m.timestamp for m in metrics])\n"
    taken = FETCHED + "rundata_compat = 1\n" + LOOP
    for text in (by_name, taken):
        result = migrate_source(text, path="a.py", unsafe_fixes=True, fallback="shim")
        assert "client.get_metric_history(run.info.run_id, key)" in (result.new_text or "")


# -- other files ------------------------------------------------------------------------------


def test_a_run_that_is_a_parameter_has_no_known_client(tmp_path: Path) -> None:
    show = "def show(client, run):\n    print([m.timestamp for m in run.data.metrics])\n"
    (tmp_path / "a.py").write_text(HEAD + show + "show(client, client.get_run('a'))\n")
    result = migrate_paths([tmp_path], unsafe_fixes=True)
    assert result.summary.changed == 0
    assert [finding.rule for finding in result.findings] == ["RD401"]
