"""Random old projects of several files: what they do on the list API, migrated they must do on the dict API.

``RUNDATA_FUZZ_EXAMPLES=20000 pytest tests/fuzz/test_fuzz_projects.py`` runs longer, and on other projects each time.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from fuzz.check import MIGRATED, NOTHING
from fuzz.compare import parses
from fuzz.project_check import SILENT, Migrated, ProjectFailure, check_project, same
from fuzz.project_world import Files, RunnableProject
from fuzz.projects import project, projects
from fuzz.world import DATASETS, NEW, OLD
from rundata_migrate.api import migrate_paths
from rundata_migrate.findings import Finding, Place, Safety

pytestmark = pytest.mark.mlflow  # takes long

ASKED = os.environ.get("RUNDATA_FUZZ_EXAMPLES")
EXAMPLES = int(ASKED or 500)
FUZZ = settings(
    deadline=None,
    derandomize=ASKED is None,
    database=None,
    print_blob=True,
    # making a failing project smaller takes minutes: only where somebody looks for failures
    phases=[phase for phase in settings().phases if phase is not Phase.shrink or ASKED is not None],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def write(folder: Path, files: Files) -> None:
    """Put a project in the place of the one before."""
    for old in folder.rglob("*.py"):
        old.unlink()
    (folder / "setup.py").write_text("")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def migrate_in(folder: Path, files: Files) -> Migrated:
    """Migrate a project as the command line does."""
    write(folder, files)
    result = migrate_paths([folder], write=True)
    return Migrated({path: (folder / path).read_text() for path in files}, result.findings)


def test_old_and_new_projects_do_the_same(tmp_path: Path) -> None:
    """The property; and enough of the projects must be migrated whole, or it says nothing."""
    verdicts: Counter[str] = Counter()

    @settings(FUZZ, max_examples=EXAMPLES)
    @given(projects())
    def run(old: Files) -> None:
        verdict = check_project(old, lambda files: migrate_in(tmp_path, files))
        verdicts[verdict] += 1
        event(verdict)

    run()
    assert verdicts[MIGRATED] > 0.25 * verdicts.total(), verdicts
    assert verdicts[NOTHING] < 0.1 * verdicts.total(), verdicts
    assert verdicts[SILENT] < 0.12 * verdicts.total(), verdicts


def sample(count: int) -> list[Files]:
    """Some projects, always the same."""
    numbers = random.Random(count)
    return [project(numbers.randbytes(200)) for _ in range(count)]


def test_the_projects_are_good_ones() -> None:
    """They parse, they print, they seldom fail, and they need their migration."""
    made = sample(200)
    assert all(parses(text) for files in made for text in files.values())
    data = DATASETS[0]
    before = [RunnableProject(files).run(OLD, data) for files in made]
    after = [RunnableProject(files).run(NEW, data) for files in made]
    assert sum(outcome.error is None for outcome in before) > 0.6 * len(made), Counter(one.error for one in before)
    assert sum(len(outcome.output) > 1 for outcome in before) > 0.85 * len(made)
    assert sum(not same(old, new) for old, new in zip(before, after, strict=True)) > 0.6 * len(made)
    assert sum(len(files) > 2 for files in made) > 0.5 * len(made)


def test_a_wrong_migration_of_a_project_is_seen() -> None:
    """A caller in another file that catches what is raised no longer; nothing is left, or something is."""
    client = "from mlflow.tracking import MlflowClient\nfrom tables import loss\nrun = MlflowClient().get_run('a')\n"
    main = client + "try:\n    print(loss(run))\nexcept IndexError:\n    print('none')\n"
    old = {"tables.py": "def loss(run):\n    return [m for m in run.data.metrics if m.key == 'lr'][0].value\n"}
    new = {"tables.py": "def loss(run):\n    return run.data.metrics['lr']\n"}
    place = Place(1, 1, 1, 1)
    left = Finding("main.py", place, "RD410", Safety.MANUAL, "something else")
    for findings in ((), (left,)):
        wrong = Migrated({**new, "main.py": main}, findings)
        with pytest.raises(ProjectFailure, match="wrong"):
            check_project({**old, "main.py": main}, lambda _, wrong=wrong: wrong)
    right = Migrated({**new, "main.py": main.replace("IndexError", "KeyError")}, ())
    assert check_project({**old, "main.py": main}, lambda _: right) == MIGRATED
