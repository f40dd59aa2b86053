"""The first look at a tree: list, read, screen. Most runs end here, so this imports next to nothing."""

from __future__ import annotations

import os

from rundata_migrate import documents, files, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


_ONLY_AST = 0x400
"""``ast.PyCF_ONLY_AST``."""


MOST_BYTES = 1_500_000
"""A project with so much text is small enough to be read whole, if all of it is linked."""


class Survey:
    """What a first look found."""

    __slots__ = (
        "apart",
        "cells",
        "examples",
        "files",
        "journals",
        "keepers",
        "kept_readers",
        "mentions_mlflow",
        "passed_over",
        "problems",
        "prose",
        "readers",
        "size",
        "survivors",
        "unparsed",
        "with_mlflow",
    )

    def __init__(self) -> None:
        self.files: list[str] = []
        """Every file under the paths, sorted."""
        self.survivors: list[str] = []
        """Those that may hold a site."""
        self.prose: list[str] = []
        """Texts with Python in them, which are no part of the program that the files are."""
        self.examples: list[str] = []
        """Those that may hold a site."""
        self.readers: list[str] = []
        """Those that read what may be an entity: files of the project that were not asked for may give it."""
        self.keepers: list[str] = []
        """Those without MLflow that may keep run data for others, which read its containers, in a small project."""
        self.kept_readers: list[str] = []
        """These others."""
        self.apart: list[str] = []
        """Those without MLflow that may take run data apart without the name of a container, in a small project."""
        self.cells: dict[str, bytes] = {}
        """What ``documents.first_look`` gave of those that are not Python: a notebook may be large."""
        self.size = 0
        """How much text there is in the files, at the least."""
        self.with_mlflow: list[str] = []
        """Files of a small project with the word ``mlflow`` in them."""
        self.mentions_mlflow = False
        """Does a file or a file of requirements under the paths have the word ``mlflow`` in it?"""
        self.problems: list[tuple[str, str]] = []
        """Files and folders that could not be read, with the reason."""
        self.journals: list[str] = []
        """As files.Listing has them."""
        self.passed_over: list[tuple[str, str]] = []
        """Files that are no documents, and have no word of run data in them, with the reason."""
        self.unparsed: list[str] = []
        """Files that hold no site and cannot be parsed: those that were named, or all if that was asked."""

    @property
    def is_clean(self) -> bool:
        """Is there nothing to look at, and nothing to say?"""
        found = (self.survivors, self.examples, self.readers, self.problems, self.passed_over, self.unparsed)
        return not any(found) and not self.journals

    @property
    def is_small(self) -> bool:
        """Is there so little text that all of it may be read together?"""
        return self.size <= MOST_BYTES

    def keep_together(self) -> None:
        """Add what keeps run data, and what reads its containers, where both are there, and what takes it apart."""
        if not (self.mentions_mlflow and self.keepers and self.kept_readers and self.is_small):
            self.keepers, self.kept_readers = [], []
        if not (self.apart and self.is_small and any(map(_imports_mlflow, self.with_mlflow))):
            self.apart = []
        self.survivors = sorted({*self.survivors, *self.keepers, *self.kept_readers, *self.apart})

    @property
    def count(self) -> int:
        """So many files were looked at."""
        return len(self.files) + len(self.prose)


def take(
    paths: Sequence[str],
    excludes: files.ExcludesAt | None = None,
    *,
    docs: bool = False,
    is_thorough: bool = False,
    force_exclude: bool = False,
) -> Survey:
    """List the files under ``paths`` and keep those that may hold a site; raises files.NoSuchPathError.

    ``docs``: texts with Python in them are taken from folders too.
    ``is_thorough`` parses each document, to say which are none; else only those that were named, or may hold a site.
    ``force_exclude`` is as in files.list_files.
    """
    listing = files.list_files(paths, excludes, docs=docs, force_exclude=force_exclude)
    survey = Survey()
    survey.files = [path for path in listing.files if not documents.is_prose(path)]
    survey.prose = [path for path in listing.files if documents.is_prose(path)]
    survey.problems, survey.journals = listing.problems, listing.journals
    is_whole = not listing.is_filtered and len(paths) == 1 and _is_whole(paths[0])
    named = {files.as_shown(path) for path in paths}
    for path in survey.files:
        try:
            data = files.read(path)
        except OSError as error:
            survey.problems.append((path, error.strerror or str(error)))
            continue
        is_checked = is_thorough or path in named
        if documents.is_python(path):
            if is_checked and not is_parsed(data):
                survey.unparsed.append(path)
        else:
            if is_checked and not _is_document(path, data, survey, path in named):
                continue
            data = survey.cells[path] = documents.first_look(path, data)
        _screen(path, data, survey, is_whole)
    survey.mentions_mlflow = survey.mentions_mlflow or any(map(_mentions_mlflow, listing.requirements))
    survey.keep_together()
    _take_prose(survey)
    return survey


def _screen(path: str, data: bytes, survey: Survey, is_whole: bool) -> None:
    """Put a file where it belongs by its bytes; ``is_whole`` says that no file of its project is missing."""
    has_mlflow = b"mlflow" in data
    survey.mentions_mlflow = survey.mentions_mlflow or has_mlflow
    survey.size += len(data)
    if screen.may_hold_site(data, has_mlflow):
        survey.survivors.append(path)
    elif survey.is_small and screen.takes_apart(data):
        survey.apart.append(path)
    elif survey.is_small and screen.reads_container(data):
        survey.kept_readers.append(path)
    if survey.is_small and has_mlflow:
        survey.with_mlflow.append(path)
    # what imports MLflow is looked at for itself
    if survey.is_small and screen.keeps_data(data) and not screen.mentions_mlflow(data):
        survey.keepers.append(path)
    if not is_whole and screen.reads_entities(data):
        survey.readers.append(path)


def _take_prose(survey: Survey) -> None:
    for path in survey.prose:
        try:
            if screen.may_hold_site(files.read(path)):
                survey.examples.append(path)
        except OSError as error:
            survey.problems.append((path, error.strerror or str(error)))


def _is_document(path: str, data: bytes, survey: Survey, is_named: bool) -> bool:
    """Whether a file is what its name says; if not, why is told."""
    try:
        documents.open_document(path, data)
    except documents.DocumentError as error:
        is_told = is_named or screen.speaks_of_run_data(data)
        (survey.problems if is_told else survey.passed_over).append((path, str(error)))
        return False
    return True


def is_parsed(data: bytes) -> bool:
    """Whether Python's parser takes a file, without what importing ``ast`` would cost."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the user's escapes
            compile(data, "<file>", "exec", _ONLY_AST, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _mentions_mlflow(path: str) -> bool:
    try:
        return b"mlflow" in files.read(path)
    except OSError:
        return False


def _imports_mlflow(path: str) -> bool:
    """Whether a file imports MLflow: only then others may be handed its runs."""
    try:
        return screen.mentions_mlflow(documents.first_look(path, files.read(path)))
    except OSError:
        return False


def _is_whole(path: str) -> bool:
    """Whether a whole project is below a path, so that nothing outside of it is read with its files."""
    if any(os.path.lexists(os.path.join(path, mark)) for mark in files.ROOT_MARKS):
        return True
    # Where nothing marks a project, it is the package, and what lies beside the files though it be ignored.
    if not os.path.isdir(path) or any(
        os.path.lexists(os.path.join(path, name)) for name in ("__init__.py", ".gitignore")
    ):
        return False
    return files.find_upwards(path, files.ROOT_MARKS) is None
