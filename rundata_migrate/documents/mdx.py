"""MDX: Markdown in which nothing is code for its indentation alone, and tags hold Markdown."""

from __future__ import annotations

from rundata_migrate.documents import markdown
from rundata_migrate.documents.prose import Prose, read_prose


def decode(data: bytes) -> Prose:
    """The document in the bytes of an MDX file; raises DocumentError for what is no UTF-8."""
    return read_prose(data, lambda lines: markdown.elements(lines, parser="mdx"))
