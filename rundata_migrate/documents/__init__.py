"""Documents: bytes that hold Python, and the way to put new Python back into them.

Nothing outside this room knows what kinds there are. A kind is one module with a function ``decode``, and a line in
a table below; see "A new kind of document" in CONTRIBUTING.md. No kind is imported before the first file of it is read:
most runs are over by then.
"""

from __future__ import annotations

from importlib import import_module

from rundata_migrate.documents.errors import DocumentError

__all__ = ["DocumentError"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rundata_migrate.documents.model import Document


PYTHON_SUFFIXES = (".py", ".pyi", ".pyw")
_NOTEBOOKS = {".ipynb": "notebook"}
_PROSE = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".mdx": "mdx",
    ".rst": "restructured",
}
_KINDS = {**_NOTEBOOKS, **_PROSE}
"""Suffix of a file's name -> the module of this package that reads it; all other files are Python."""

_SCREENED = frozenset(_NOTEBOOKS.values())
"""Kinds that are mostly something else than Python, which a first look leaves out: ``screen_notebook``."""

SUFFIXES = (*PYTHON_SUFFIXES, *_NOTEBOOKS)
"""Of the files that are taken from folders."""

PROSE_SUFFIXES = tuple(_PROSE)
"""Of texts with Python in them, which are taken from folders where that is asked for."""


def is_prose(path: str) -> bool:
    """Whether a file is a text with Python in it: nothing imports it, and it is read alone."""
    return _suffix(path) in _PROSE


def open_document(path: str, data: bytes) -> Document:
    """The document in a file's bytes; raises a DocumentError where there is none."""
    document: Document = _module_of(path).decode(data)
    return document


def changed_document(document: Document, path: str, data: bytes) -> Document:
    """The document in what ``apply`` gave; raises a DocumentError where there is none."""
    read = getattr(document, "changed", None)  # of kinds that decide by what is in them
    changed: Document = read(data) if read is not None else open_document(path, data)
    return changed


def is_python(path: str) -> bool:
    """Whether a file is a Python file, whatever is in it."""
    return _suffix(path) not in _KINDS


def first_look(path: str, data: bytes) -> bytes:
    """All that a site can be made of, and perhaps more: what is searched before a file is read as a document."""
    kind = _KINDS.get(_suffix(path))
    if kind not in _SCREENED:
        return data
    try:
        found: bytes = import_module(f"{__name__}.screen_{kind}").sources(data)
    except ValueError:
        return data
    return found


def searched(path: str, data: bytes) -> bytes:
    """What is searched for words in the place of a file's bytes: the bytes themselves, or the Python in them.

    Words of what could not be read stand in a comment at its end. Raises a DocumentError where there is no document.
    """
    if is_python(path) and not _is_special(data):
        return data
    document = open_document(path, data)
    if is_python(path) and document.text == document.own_text:
        return data
    return document.text.encode("utf-8", "replace") + unread(document.unread)


UNREAD = b"\n#unread:"
"""Begins the comment with the words of what could not be read."""
RUNS_ANY = "_runs_any_file"
"""Stands among these words where the document runs others in itself, and it is not known which."""


def unread(text: str) -> bytes:
    """The comment for a text that could not be read; each word stands behind a dot, as an attribute might."""
    if not text:
        return b""
    import re

    words = sorted(set(re.findall(r"[^\W\d]\w*", text)))
    return UNREAD + "".join(f" .{word}" for word in words).encode("utf-8", "replace")


def _is_special(data: bytes) -> bool:
    """Whether a Python file may be one that ``python.decode`` reads in another way than Python."""
    if b"marimo.App(" in data:
        return True
    if not (_has_line_of_ipython(data, b"%") or _has_line_of_ipython(data, b"!")):
        return False
    return bool(import_module(f"{__name__}.script").may_be_script(data))


def _has_line_of_ipython(data: bytes, mark: bytes) -> bool:
    """Whether a line begins as one of IPython's with a mark, or ``%run`` stands anywhere.

    The search for one byte is the fastest that there is.
    """
    at = data.find(mark)
    while at >= 0:
        if data.startswith(b"%run", at):
            return True
        if data[at - 1 : at] in _BLANKS and _goes_on(mark, data[at + 1 : at + 4]):
            if not data[data.rfind(b"\n", 0, at) + 1 : at].strip():
                return True
        at = data.find(mark, at + 1)
    return False


def _goes_on(mark: bytes, following: bytes) -> bool:
    """Whether what follows is a command: ``% x`` and ``!= x`` go on with an expression."""
    if mark == b"!":
        return not following.startswith(b"=")
    name = following.removeprefix(b"%")[:2].replace(b"_", b"a")
    return len(name) == 2 and name.isalnum() and not name[:1].isdigit()


_BLANKS = frozenset({b"\n", b" ", b"\t", b""})


def _suffix(path: str) -> str:
    _, dot, suffix = path.rpartition(".")
    return dot + suffix.lower()


def _module_of(path: str) -> Any:
    return import_module(f"{__name__}.{_KINDS.get(_suffix(path), 'python')}")
