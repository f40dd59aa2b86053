"""What the files around those that were asked for say: what the project uses, what it is, what else is in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice

from rundata_migrate import files, screen
from rundata_migrate.findings import ProjectFacts
from rundata_migrate.survey import Survey

MOST_OTHER_FILES = 5000
"""How many files that nobody asked for are looked at to learn what the project uses."""


_REQUIREMENTS = re.compile(
    r"(?:.*requirements.*\.(?:txt|in)|setup\.(?:py|cfg)|pyproject\.toml|Pipfile|MLproject"
    r"|(?:.*environment.*|conda)\.ya?ml)\Z"
)


_DISTRIBUTION = re.compile(rb"^\[(?:project|tool\.poetry|tool\.flit\.metadata|metadata)\]", re.M)


_REQUIRES_MLFLOW = re.compile(rb"(?<![\w.-])mlflow(?:-skinny)?(?![\w-])")


def project_facts(survey: Survey, start: str) -> ProjectFacts:
    """Does the project use MLflow, and a library that looks like it?

    The files that were asked for are read first, then the others of the project: one file alone does not show
    what it is part of. A look-alike counts where it is near, in the same top folder of the project.
    """
    uses_mlflow = uses_rival = False
    survivors = set(survey.survivors)
    rest = (path for path in survey.files if path not in survivors)
    asked = ((path, True) for path in chain(survey.survivors, rest))
    for path, is_near in chain(asked, _other_files(survey, start)):
        try:
            data = files.read(path)
        except OSError:
            continue
        uses_mlflow = uses_mlflow or screen.mentions_mlflow(data)
        uses_rival = uses_rival or (is_near and screen.mentions_rival(data))
        if uses_mlflow and uses_rival:
            break
    is_project = files.find_upwards(start, files.ROOT_MARKS) is not None
    return ProjectFacts(uses_mlflow or requires_mlflow(start), is_project, uses_rival, is_distribution(start))


def speaks_of_mlflow(survey: Survey, paths: Sequence[str], start: str) -> bool:
    """Does a file, notebook or requirements file of the project around the paths, and ``start``, have the word mlflow?

    If none has, no run of MLflow's can be in it. Files outside the survey are read only where those in it have not.
    """
    if survey.mentions_mlflow or requires_mlflow(start):
        return True
    root = files.find_upwards(start, files.ROOT_MARKS)
    if root is not None and any(os.path.realpath(path) == root for path in paths):
        return False  # the survey has seen all of it
    nearby, notebooks = around(start)
    seen = {os.path.realpath(path) for path in survey.files}
    return any(_has_word(path) for path in (*nearby, *notebooks) if os.path.realpath(path) not in seen)


def _has_word(path: str) -> bool:
    try:
        return b"mlflow" in files.read(path)
    except OSError:
        return False


def is_alone(paths: Sequence[str], start: str) -> bool:
    """Are these files without a project around them?"""
    return files.find_upwards(start, files.ROOT_MARKS) is None and all(os.path.isfile(path) for path in paths)


def _other_files(survey: Survey, start: str) -> Iterator[tuple[str, bool]]:
    """The project's files that nobody asked for, and whether they are in the top folder that ``start`` is in."""
    root = files.find_upwards(start, files.ROOT_MARKS)
    if root is None:
        return
    inner = os.path.relpath(os.path.realpath(start), root).split(os.sep)[0]
    top = os.path.join(root, "" if inner == os.curdir else inner, "")
    seen = {os.path.realpath(path) for path in survey.files}
    for path in islice(_listed(root).files, MOST_OTHER_FILES):
        real = os.path.realpath(path)
        if real not in seen:
            yield path, real.startswith(top)


def _listed(folder: str) -> files.Listing:
    """What is below a folder."""
    with suppress(OSError, files.NoSuchPathError):
        return files.list_files([folder], None)
    return files.Listing()


def around(start: str) -> tuple[list[str], list[str]]:
    """The files of the project above ``start``, and its notebooks.

    Where nothing marks a project: the package that the folder is in, and the modules beside it, or in the folder.
    """
    root = files.find_upwards(start, files.ROOT_MARKS)
    if root is not None:
        listing = _listed(root)
        return listing.files[:MOST_OTHER_FILES], listing.notebooks
    start = top = os.path.realpath(start)
    while os.path.exists(os.path.join(top, "__init__.py")) and os.path.dirname(top) != top:
        top = os.path.dirname(top)
    listing = files.Listing()
    if top != start:
        listing = _listed(os.path.join(top, os.path.relpath(start, top).split(os.sep)[0]))
    beside: list[str] = []
    with suppress(OSError):
        beside = [os.path.join(top, name) for name in sorted(os.listdir(top))]
    found = [*listing.files[:MOST_OTHER_FILES], *(path for path in beside if path.endswith(".py"))]
    return found, [*listing.notebooks, *(path for path in beside if path.endswith(files.NOTEBOOK))]


def is_distribution(start: str) -> bool:
    """Is the project above ``start`` one that is built and installed, so that others may import it?"""
    root = files.find_upwards(start, files.ROOT_MARKS)
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


def requires_mlflow(start: str) -> bool:
    """Does a requirements file at the root of the project above ``start`` name mlflow?"""
    root = files.find_upwards(start, files.ROOT_MARKS)
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
