"""What every kind of document raises."""

from __future__ import annotations


class DocumentError(Exception):
    """The bytes are no document that could be changed and put back; the message says why, in one line."""
