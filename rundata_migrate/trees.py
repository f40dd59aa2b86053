"""Python's own syntax trees, each made once: the second screen, the linking and the engine ask for the same."""

from __future__ import annotations

import ast

MOST_CHARACTERS = 2_000_000
"""So much text stays parsed here; its trees take thirty times as much memory."""

_kept: dict[str, ast.Module] = {}
"""The text that was kept first comes first."""


def parse(text: str) -> ast.Module:
    """The tree of a text, not to be changed; raises what ``ast.parse`` does."""
    known = _kept.get(text)
    return ast.parse(text) if known is None else known


def parse_bytes(data: bytes) -> ast.Module:
    """The same of a file's bytes, whose first lines may say how to decode them."""
    if _kept and b"coding" not in data[:500]:
        try:
            known = _kept.get(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            known = None
        if known is not None:
            return known
    return ast.parse(data)


def keep(text: str, tree: ast.Module) -> None:
    """Have the tree of a text given again, until too many others are kept after it."""
    _kept[text] = tree
    while sum(map(len, _kept)) > MOST_CHARACTERS:
        del _kept[next(iter(_kept))]


def forget() -> None:
    """Let go of all: nobody asks for them again."""
    _kept.clear()
