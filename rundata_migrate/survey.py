"""The first look at a tree: list, read, screen. Most runs end here, so this imports next to nothing."""

from __future__ import annotations

import os

from rundata_migrate import files, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


NO_NOTEBOOKS = "notebooks are not supported yet"


class Survey:
    """What a first look found."""

    __slots__ = ("files", "notebooks", "problems", "readers", "survivors")

    def __init__(self) -> None:
        self.files: list[str] = []
        """Every file under the paths, sorted."""
        self.survivors: list[str] = []
        """Those that may hold a site."""
        self.notebooks: list[str] = []
        """As files.Listing has them."""
        self.readers: list[str] = []
        """Those that read what may be an entity: files of the project that were not asked for may give it."""
        self.problems: list[tuple[str, str]] = []
        """Files and folders that could not be read, with the reason."""


def take(paths: Sequence[str], excludes: files.Excludes | None = None) -> Survey:
    """List the files under ``paths`` and keep those that may hold a site; raises files.NoSuchPathError."""
    listing = files.list_files(paths, excludes)
    survey = Survey()
    survey.files = listing.files
    survey.notebooks = listing.notebooks
    survey.problems = listing.problems
    read, may_hold_site, keep = files.read, screen.may_hold_site, survey.survivors.append
    is_whole = not (excludes and excludes.rules) and len(paths) == 1 and _is_root(paths[0])
    for path in listing.files:
        if path.endswith(files.NOTEBOOK):  # one that was named: folders give none
            survey.problems.append((path, NO_NOTEBOOKS))
            continue
        try:
            data = read(path)
        except OSError as error:
            survey.problems.append((path, error.strerror or str(error)))
        else:
            if may_hold_site(data):
                keep(path)
            if not is_whole and screen.reads_entities(data):
                survey.readers.append(path)
    return survey


def _is_root(path: str) -> bool:
    """Whether a whole project is below a path."""
    return any(os.path.lexists(os.path.join(path, mark)) for mark in files.ROOT_MARKS)
