"""A Python file: bytes to text and back, every byte kept.

The encoding is what Python itself would take: the byte order mark, the PEP 263 cookie, else UTF-8. Newlines
stay as they are in the text, so that an offset in the text is the offset of a character of the file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from tokenize import detect_encoding

from rundata_migrate.documents import DocumentError, script
from rundata_migrate.documents.edits import apply_edits
from rundata_migrate.documents.model import Location, Part, Problem
from rundata_migrate.documents.script import ScriptDocument
from rundata_migrate.findings import Edit

_BOM = b"\xef\xbb\xbf"


class UnknownEncodingError(DocumentError):
    """The encoding cookie names a codec that is unknown, or that contradicts the byte order mark."""


class UndecodableError(DocumentError):
    """The bytes are not valid in their encoding, or would not come back from it unchanged."""


@dataclass(frozen=True)
class PythonDocument:
    """The text of a file and what is needed to write another text in the same way."""

    text: str
    """Each line ends as in the file, or with a newline where all of them end with a carriage return alone."""
    encoding: str
    bom: bool = False
    is_old_mac: bool = False
    """All lines end with a carriage return."""

    @property
    def problems(self) -> Sequence[Problem]:
        """None: the parser tells what is wrong with the text."""
        return ()

    @property
    def unread(self) -> str:
        """Nothing."""
        return ""

    @property
    def unmasked(self) -> str:
        """The same: nothing is masked."""
        return self.text

    @property
    def own_text(self) -> str:
        """The same text."""
        return self.text

    def apply(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made; raises UndecodableError where its encoding does not have the new text."""
        return self.encode(apply_edits(self.text, edits))

    def locate(self, line: int, column: int) -> Location:
        """The same place: the text is the file's."""
        return Location(None, line, column)

    def parts(self) -> Sequence[Part]:
        """The whole file."""
        return (Part("", self.encode(self.text)),)

    def encode(self, text: str) -> bytes:
        """The bytes of ``text`` in this document's encoding; raises UndecodableError where there are none."""
        if self.is_old_mac:
            text = text.replace("\n", "\r")
        try:
            body = text.encode(self.encoding)
            if body.decode(self.encoding) != text:
                raise UndecodableError(f"the new text does not survive the encoding {self.encoding}")
        except UnicodeError as error:
            raise UndecodableError(f"the new text cannot be written in {self.encoding}: {error}") from error
        return _BOM + body if self.bom else body


def decode(data: bytes) -> PythonDocument | ScriptDocument:
    """The document in ``data``; raises a DocumentError where there is none."""
    document = as_it_stands(data)
    return (script.read(document) if script.may_be_script(data) else None) or document


def as_it_stands(data: bytes) -> PythonDocument:
    """All of a file's text as one Python text; raises a DocumentError where it cannot be decoded."""
    bom = data.startswith(_BOM)
    body = data[len(_BOM) :] if bom else data
    encoding = _encoding_of(data)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{body[error.start]:02x}" if error.start < len(body) else "the end of the file"
        raise UndecodableError(f"not valid {encoding}: {byte} in line {line}") from error
    except LookupError as error:  # a codec, but not one of text: hex, rot13
        raise UnknownEncodingError(f"not a text encoding: {encoding}") from error
    except Exception as error:  # codecs outside the usual ones raise what they like
        raise UndecodableError(f"not valid {encoding}: {error}") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UndecodableError(f"null byte in line {line}: Python does not read such a file")
    document = PythonDocument(with_newlines(text), encoding, bom, is_old_mac(text))
    if document.encode(text) != data:
        raise UndecodableError(f"the bytes do not survive the encoding {encoding}")
    return document


def is_old_mac(text: str) -> bool:
    """Whether all lines end with a carriage return alone, which Python takes and libcst does not."""
    return "\r" in text and "\n" not in text


def with_newlines(text: str) -> str:
    """The text as it is read further: every character in its place."""
    return text.replace("\r", "\n") if is_old_mac(text) else text


def _encoding_of(data: bytes) -> str:
    """The codec's name, without the byte order mark."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")  # else all of it would be the first line
    try:
        name, _ = detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        reason = str(error)
        if "unknown encoding" in reason or "encoding problem" in reason:
            raise UnknownEncodingError(reason) from error
        raise UndecodableError("not valid utf-8, and no encoding is declared") from error
    return "utf-8" if name == "utf-8-sig" else name
