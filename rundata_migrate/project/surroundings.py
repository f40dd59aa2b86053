"""What the files around those that were asked for say: what the project uses, what it is, what else is in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from rundata_migrate import documents, files, screen
from rundata_migrate.findings import ProjectFacts
from rundata_migrate.survey import Survey

MOST_OTHER_FILES = 20_000
"""So many files of the repository are looked at besides those that were asked for; what the others use is unknown."""


_REQUIREMENTS = re.compile(
    r"(?:.*requirements.*\.(?:txt|in)|setup\.(?:py|cfg)|pyproject\.toml|Pipfile|MLproject"
    r"|(?:.*environment.*|conda)\.ya?ml)\Z"
)


_DISTRIBUTION = re.compile(rb"^\[(?:project|tool\.poetry|tool\.flit\.metadata|metadata)\]", re.M)


_REQUIRES_MLFLOW = re.compile(rb"(?<![\w.-])mlflow(?:-skinny)?(?![\w-])")


@dataclass
class Surroundings:
    """The files around those that were asked for: of their project, and of the git repository that it is part of."""

    start: str
    """The folder that all that was asked for is in."""
    root: str | None
    """The project's folder."""
    base: str | None
    """The repository's, or else the project's."""
    files: list[str] = field(default_factory=list)
    requirements: list[str] = field(default_factory=list)
    is_cut: bool = False
    """There are more files than are looked at."""


def look_around(start: str) -> Surroundings:
    """List what is around a folder.

    Where nothing marks a project: the package that the folder is in, and the modules beside it, or in the folder.
    """
    root = files.find_upwards(start, files.ROOT_MARKS)
    base = files.find_upwards(start, (".git",)) or root
    found = Surroundings(start, root, base)
    if root is None or base is None:
        _look_beside(found)
        return found
    # a folder that is named is looked into, whatever it is called
    for listing in [_listed(root)] if root == base else [_listed(root), _listed(base)]:
        found.files += listing.files
        found.requirements += listing.requirements
    found.files = list(dict.fromkeys(found.files))
    found.is_cut = len(found.files) > MOST_OTHER_FILES
    del found.files[MOST_OTHER_FILES:]
    return found


def _look_beside(found: Surroundings) -> None:
    start = top = os.path.realpath(found.start)
    while os.path.exists(os.path.join(top, "__init__.py")) and os.path.dirname(top) != top:
        top = os.path.dirname(top)
    listing = files.Listing()
    if top != start:
        listing = _listed(os.path.join(top, os.path.relpath(start, top).split(os.sep)[0]))
    beside: list[str] = []
    with suppress(OSError):
        beside = [os.path.join(top, name) for name in sorted(os.listdir(top))]
    found.files = [*listing.files[:MOST_OTHER_FILES], *(path for path in beside if path.endswith(documents.SUFFIXES))]
    found.requirements = listing.requirements
    found.is_cut = len(listing.files) > MOST_OTHER_FILES


def speaks_of_mlflow(survey: Survey, around: Surroundings) -> bool:
    """Whether the word ``mlflow`` stands in any file or file of requirements: else no run is MLflow's."""
    if survey.mentions_mlflow:
        return True
    asked = set(survey.files)
    others = (path for path in around.files if files.from_here(path) not in asked)
    return requires_mlflow(around) or any(_has_word(path) for path in chain(around.requirements, others))


def _has_word(path: str) -> bool:
    try:
        return b"mlflow" in files.read(path)
    except OSError:
        return False


def project_facts(survey: Survey, around: Surroundings) -> ProjectFacts:
    """Does the project use MLflow, and a library that looks like it?

    The files that were asked for are read first, then the others of the project: one file alone does not show
    what it is part of. A look-alike counts where it is near, in the same top folder of the project.
    """
    uses_mlflow = uses_rival = False
    survivors = set(survey.survivors)
    rest = (path for path in survey.files if path not in survivors)
    asked = ((path, True) for path in chain(survey.survivors, rest))
    for path, is_near in chain(asked, _other_files(survey, around)):
        try:
            data = survey.cells[path] if path in survey.cells else documents.first_look(path, files.read(path))
        except OSError:
            continue
        uses_mlflow = uses_mlflow or screen.mentions_mlflow(data)
        uses_rival = uses_rival or (is_near and screen.mentions_rival(data))
        if uses_mlflow and uses_rival:
            break
    is_project = around.root is not None
    return ProjectFacts(uses_mlflow or requires_mlflow(around), is_project, uses_rival, is_distribution(around))


def searched(path: str, data: bytes) -> bytes:
    """What is searched in the place of a file's bytes; only its words where it cannot be read."""
    try:
        return documents.searched(path, data)
    except documents.DocumentError:
        return documents.unread(data.decode("utf-8", "replace"))


def is_alone(survey: Survey, paths: Sequence[str], start: str) -> bool:
    """Are these files without a project around them? One alone in a folder is as much so as if it were named."""
    stand_alone = len(survey.files) == 1 or all(os.path.isfile(path) for path in paths)
    return stand_alone and files.find_upwards(start, files.ROOT_MARKS) is None


def _other_files(survey: Survey, around: Surroundings) -> Iterator[tuple[str, bool]]:
    """The project's files that nobody asked for, and whether they are in the top folder that ``start`` is in."""
    root = around.root
    if root is None:
        return
    inner = os.path.relpath(os.path.realpath(around.start), root).split(os.sep)[0]
    top = os.path.join(root, "" if inner == os.curdir else inner, "")
    seen = {os.path.realpath(path) for path in survey.files}
    within = os.path.join(root, "")
    for path in around.files:
        real = os.path.realpath(path)
        if real not in seen and real.startswith(within):
            yield path, real.startswith(top)


def _listed(folder: str) -> files.Listing:
    """What is below a folder."""
    with suppress(OSError, files.NoSuchPathError):
        return files.list_files([folder], None)
    return files.Listing()


def is_distribution(around: Surroundings) -> bool:
    """Is the project one that is built and installed, so that others may import it?"""
    root = around.root
    if root is None:
        return False
    if os.path.exists(os.path.join(root, "setup.py")):
        return True
    return any(_names_a_distribution(os.path.join(root, name)) for name in ("pyproject.toml", "setup.cfg"))


def _names_a_distribution(path: str) -> bool:
    try:
        return _DISTRIBUTION.search(files.read(path)) is not None
    except OSError:
        return False


def requires_mlflow(around: Surroundings) -> bool:
    """Does a requirements file at the root of the project name mlflow?"""
    root = around.root
    if root is None:
        return False
    try:
        names = [name for name in os.listdir(root) if _REQUIREMENTS.match(name)]
    except OSError:
        return False
    return any(_names_mlflow(os.path.join(root, name)) for name in names)


def _names_mlflow(path: str) -> bool:
    try:
        return _REQUIRES_MLFLOW.search(files.read(path)) is not None
    except OSError:
        return False


def common_folder(paths: Sequence[str]) -> str:
    """The folder that all the paths are in."""
    try:
        common = os.path.commonpath([os.path.realpath(path) for path in paths])
    except ValueError:  # none, or on two drives
        return os.getcwd()
    return common if os.path.isdir(common) else os.path.dirname(common)
