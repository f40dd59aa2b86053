"""Each text is parsed once; what was kept too long ago, or was let go, is parsed again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from rundata_migrate import depth, trees


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    trees.forget()
    yield
    trees.forget()


def test_what_is_kept_is_given_to_all() -> None:
    tree = depth.parse("x = 1\n")
    assert tree is not None
    trees.keep("x = 1\n", tree)
    assert trees.parse("x = 1\n") is tree
    assert trees.parse_bytes(b"x = 1\n") is tree
    assert trees.parse_bytes(b"\xef\xbb\xbfx = 1\n") is tree  # its text is without the mark
    trees.forget()
    assert trees.parse("x = 1\n") is not tree


def test_bytes_that_say_their_encoding_are_read_by_it() -> None:
    data = "# coding: latin-1\nx = 'é'\n".encode("latin-1")
    trees.keep(data.decode("latin-1"), ast.parse("x = 2"))
    assert ast.unparse(trees.parse_bytes(data)) == "x = 'é'"
    trees.keep("y = 1\n", ast.parse("y = 1\n"))
    with pytest.raises(SyntaxError):
        trees.parse_bytes(b"x = '\xe9'\n")  # no UTF-8


def test_the_oldest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "MOST_CHARACTERS", 15)
    one, two = ast.parse("x = 100\n"), ast.parse("x = 200\n")
    trees.keep("x = 100\n", one)
    trees.keep("x = 200\n", two)
    assert trees.parse("x = 100\n") is not one
    assert trees.parse("x = 200\n") is two


def test_a_text_that_was_looked_at_is_not_parsed_for_its_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    assert depth.parse("looked_at = 1\n") is not None
    monkeypatch.setattr(trees, "parse", lambda text: pytest.fail("parsed again"))
    assert depth.is_parsed("looked_at = 1\n")
