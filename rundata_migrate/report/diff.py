"""The unified diff, in bytes: a patch applies whatever the encoding and the newlines of a file are."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator

from rundata_migrate.documents import open_document

_NO_NEWLINE = b"\n\\ No newline at end of file\n"


def unified(path: str, before: bytes, after: bytes) -> bytes:
    """The patch that makes ``after`` of ``before``, for ``patch -p0`` and ``git apply -p0``; a notebook's by cells."""
    pairs = zip(open_document(path, before).parts(), open_document(path, after).parts(), strict=True)
    return b"".join(_patch(path + old.title, old.data, new.data) for old, new in pairs if old.data != new.data)


def _patch(path: str, before: bytes, after: bytes) -> bytes:
    name = _header_name(path)
    lines = difflib.diff_bytes(difflib.unified_diff, _lines(before), _lines(after), name, name, lineterm=b"\n")
    return b"".join(line if line.endswith(b"\n") else line + _NO_NEWLINE for line in lines)


def _lines(data: bytes) -> list[bytes]:
    """Lines as patch knows them: a carriage return is a character like any other."""
    *lines, last = data.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _header_name(path: str) -> bytes:
    """A path as a diff's header names it: relative where it can be, quoted where it must be."""
    try:
        relative = os.path.relpath(path)
        path = path if relative.startswith("..") else relative
    except ValueError:  # another drive
        pass
    name = os.fsencode(path.replace(os.sep, "/"))
    if any(byte < 32 or byte in b'"\\' or byte == 127 for byte in name):
        return b'"' + b"".join(_quoted(name)) + b'"'
    # Without the tab, a name with blanks would end at the first of them.
    return name + b"\t" if b" " in name else name


def _quoted(name: bytes) -> Iterator[bytes]:
    """A name in the quotes of C, as git writes it."""
    for byte in name:
        if byte in b'"\\':
            yield b"\\" + bytes([byte])
        elif 32 <= byte < 127:
            yield bytes([byte])
        else:
            yield b"\\%03o" % byte
