"""Random old projects of several files: who calls whom across them, and what is handed over.

A project is made of scenes. A scene defines something in one module (a helper that takes an entity, a function that
gives one, a lookup that may raise), and has it used in the same module or a later one. ``Module.use`` writes the
import, in one of the many ways there are. What is run is ``main.py``.
"""

from __future__ import annotations

from hypothesis import strategies as st

from .project_kinds import (
    at_the_top,
    caught_far_away,
    defaults_that_fail,
    half_migrated,
    runs_kept,
    something_between,
)
from .project_modules import ProjectDraft
from .project_scenes import SCENES
from .project_world import Files
from .templates import Draw

KINDS = (runs_kept, runs_kept, something_between, something_between, defaults_that_fail, defaults_that_fail)
FAR = (caught_far_away, caught_far_away, at_the_top, at_the_top, half_migrated, half_migrated)


def project(choices: bytes) -> Files:
    """The old project that these choices make; from none at all comes the simplest one."""
    draw = Draw(choices)
    draft = ProjectDraft(draw)
    draft.main.add("client = MlflowClient()\nrun = client.get_run('a')")
    draw.pick(*SCENES, *KINDS, *FAR)(draft)
    for odds in (2, 4):
        if draw.rarely(odds):
            draw.pick(*SCENES, *KINDS, *FAR)(draft)
    return draft.files()


def projects() -> st.SearchStrategy[Files]:
    """Random old projects."""
    return st.binary(min_size=64, max_size=256).map(project)
