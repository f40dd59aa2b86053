"""Documents: bytes that hold Python, and the way to put new Python back into them.

Nothing outside this room knows what kinds there are. A kind is one module with a function ``decode``, and a line in
``_KINDS``; see "A new kind of document" in CONTRIBUTING.md.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rundata_migrate.documents.model import Document

_PYTHON = "python"
_KINDS: dict[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".mdx": "mdx",
    ".rst": "restructured",
}
"""Suffix of a file's name -> the module of this package that reads it; all other files are Python."""


def open_document(path: str, data: bytes) -> Document:
    """The document in a file's bytes; raises a DocumentError (see ``model``) where there is none."""
    from importlib import import_module  # the survey of a tree asks for names only: no kind is loaded for that

    _, dot, suffix = path.rpartition(".")
    kind = import_module(f"{__name__}.{_KINDS.get(dot + suffix.lower(), _PYTHON)}")
    document: Document = kind.decode(data)
    return document
