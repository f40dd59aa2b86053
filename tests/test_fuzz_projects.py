"""Random old projects of several files: what they do on the list API, migrated they must do on the dict API.

``RUNDATA_FUZZ_EXAMPLES=20000 pytest tests/test_fuzz_projects.py`` runs longer, and on other projects each time.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings

sys.path.insert(0, str(Path(__file__).parent))

from fuzz.check import MIGRATED, NOTHING
from fuzz.project_check import SILENT, Migrated, check_project
from fuzz.project_world import Files
from fuzz.projects import projects

from rundata_migrate.api import migrate_paths

ASKED = os.environ.get("RUNDATA_FUZZ_EXAMPLES")
EXAMPLES = int(ASKED or 500)
FUZZ = settings(
    deadline=None,
    derandomize=ASKED is None,
    database=None,
    print_blob=True,
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
