from __future__ import annotations

import pytest

from rundata_migrate.documents.python import UndecodableError, UnknownEncodingError, decode


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x = 1",
        b"x = 1\n",
        b"x = 1\r\ny = 2\r\n",
        b"x = 1\ry = 2\r",
        b"x = 1\r\ny = 2\nz = 3\r",
        b"\x0cx = 1\n\x0c\n",
        b"if x:\n\ty = 1\n\t# \x0b\n",
        "x = 'é…𝛼'\n".encode(),
        b"\xef\xbb\xbfx = 1\n",
        b"\xef\xbb\xbf# coding: utf-8\nx = '\xc3\xa9'\n",
        b"# -*- coding: latin-1 -*-\nx = '\xe9'\n",
        b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n",
        "# coding: shift_jis\nx = '表示'\n".encode("shift_jis"),
    ],
)
def test_every_byte_comes_back(data):
    document = decode(data)
    assert document.encode(document.text) == data


def test_newlines_stay_in_the_text():
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_new_text_has_the_old_codec_and_mark():
    latin = decode(b"# coding: latin-1\nx = '\xe9'\n")
    assert latin.encode(latin.text.replace("x", "y")) == b"# coding: latin-1\ny = '\xe9'\n"
    marked = decode(b"\xef\xbb\xbfx\n")
    assert marked.text == "x\n"
    assert marked.encode("y\n") == b"\xef\xbb\xbfy\n"


def test_new_text_that_the_codec_lacks():
    with pytest.raises(UndecodableError, match="iso-8859-1"):
        decode(b"# coding: latin-1\n").encode("# coding: latin-1\n\u4e2d\n")


@pytest.mark.parametrize(
    "data, message",
    [
        (b"x = 1\ny = '\xe9'\n", "not valid utf-8"),
        (b"# coding: utf-8\nx = 1\ny = '\xe9'\n", "0xe9 in line 3"),
        (b"# coding: ascii\n\n\nx = '\xe9'\n", "0xe9 in line 4"),
        ("x = 1\n".encode("utf-16"), "not valid utf-8"),
        (b"x = 1\ny = '\0'\n", "null byte in line 2"),
        (b"# coding: utf-7\nx = '+AOk-+AOk-'\n", "do not survive"),
    ],
)
def test_undecodable(data, message):
    with pytest.raises(UndecodableError, match=message) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"# coding: klingon\nx = 1\n",
        b"# coding: rot13\nx = 1\n",
        b"\xef\xbb\xbf# coding: latin-1\nx = 1\n",
    ],
)
def test_unknown_encoding(data):
    with pytest.raises(UnknownEncodingError) as caught:
        decode(data)
    assert "\n" not in str(caught.value)
