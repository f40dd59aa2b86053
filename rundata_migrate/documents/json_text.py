"""JSON as text: where values stand, read in one pass, and strings changed character by character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json import JSONDecodeError

_BLANKS = re.compile(r"[ \t\n\r]*")
_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_CHARACTER = re.compile(rf"{_HIGH}{_LOW}|\\u[0-9a-fA-F]{{4}}|\\.|.", re.DOTALL)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
_LONG = 10_000
_SHORT_TEXTS = re.compile(r"\[\s*\"[^\"]{0,10000}\"")
_decoder = json.JSONDecoder()


class Reader:
    """Goes through a JSON text once; raises json.JSONDecodeError where it is none, RecursionError where it is too deep.

    Who iterates over members or elements has to take or skip each value before the next.
    """

    def __init__(self, text: str, at: int = 0) -> None:
        """At the first value, which begins at ``at`` or behind blanks there."""
        self.text = text
        self.at = self._end = at
        self._blanks()

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; the reader stands at the value of each."""
        for _ in self._items("{", "}"):
            if self.next != '"':
                raise JSONDecodeError("Expecting property name", self.text, self.at)
            key = self.string()[0]
            self._take(":")
            yield key

    def elements(self) -> Iterator[None]:
        """The elements of the array that begins here; the reader stands at each."""
        yield from self._items("[", "]")

    def string(self) -> tuple[str, int, int]:
        """The string that begins here, with where it does, quotes counted, and where it ends."""
        start = self.at
        if self.next != '"':
            raise JSONDecodeError("Expecting a string", self.text, start)
        text = self.value()
        assert isinstance(text, str)
        return text, start, self._end

    def value(self) -> object:
        """The value that begins here."""
        value, self.at = _decoder.raw_decode(self.text, self.at)
        self._end = self.at
        self._blanks()
        return value

    def skip(self, depth: int = 4) -> None:
        """Go past the value that begins here; what is deeper than ``depth`` is read, which is faster if it is small.

        A long string without quotes in it is gone past at the speed of memory; it is not looked at.
        """
        if self.next == '"':
            end = self.text.find('"', self.at + 1)
            if end > self.at + _LONG and self._stands_alone(end):
                self.at = end + 1
                self._blanks()
                return
        elif depth and self.next == "[" and not _SHORT_TEXTS.match(self.text, self.at):
            for _ in self.elements():
                self.skip(depth - 1)
            return
        elif depth and self.next == "{":
            for _ in self.members():
                self.skip(depth - 1)
            return
        self.value()

    @property
    def next(self) -> str:
        """The next character; empty at the end."""
        return self.text[self.at : self.at + 1]

    def _stands_alone(self, at: int) -> bool:
        """Whether no backslash is about what stands here."""
        begin = at
        while self.text[begin - 1] == "\\":
            begin -= 1
        return (at - begin) % 2 == 0

    def _items(self, begin: str, end: str) -> Iterator[None]:
        self._take(begin)
        if self.next == end:
            self._take(end)
            return
        while True:
            yield
            if self.next != ",":
                self._take(end)
                return
            self._take(",")

    def _take(self, mark: str) -> None:
        if self.next != mark:
            raise JSONDecodeError(f"Expecting {mark!r}", self.text, self.at)
        self.at += 1
        self._blanks()

    def _blanks(self) -> None:
        match = _BLANKS.match(self.text, self.at)
        assert match is not None
        self.at = match.end()


def characters(raw: str) -> list[str]:
    """A string's text between its quotes, one piece for each character that it stands for."""
    return _CHARACTER.findall(raw)


def written(character: str, is_ascii: bool) -> str:
    """A character as it stands in a string; those outside ASCII escaped if need be."""
    if character in _SHORT:
        return _SHORT[character]
    if " " <= character <= "~" or (character > "~" and not is_ascii and not "\ud800" <= character <= "\udfff"):
        return character
    return json.dumps(character)[1:-1]
