"""Whether a text that Python 3 cannot parse is Python 2, by its tokens without strings, comments and shell lines."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*|^[ \t]*[!%][^\n\r]*)
    |(?P<long>'''|\"\"\")(?:\\.|(?!(?P=long))[^\\])*(?:(?P=long)|\Z)
    |(?P<short>['"])(?:\\.|(?!(?P=short))[^\\\n\r])*(?P=short)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

_BEGIN = r"(?:^|[;:])[ \t\f]*"
_WORD = r"(?!(?:and|or|in|is|if|else|for|as)\b)\w+\b(?![ \t]+(?!(?:and|or|in|is|if|not)\b)\w)"
"""A name that no other name follows, as one would in prose."""

_SIGNS = re.compile(
    rf"""{_BEGIN}(?P<print>print(?:[ \t]*(?:>>|["'`])|[ \t]+(?:not[ \t]+)?{_WORD}))
    |{_BEGIN}(?P<exec>exec(?:[ \t]*["']|[ \t]+{_WORD}))
    |{_BEGIN}(?P<except>except[ \t]+(?:[\w.]+|\([^()]*\))[ \t]*,[ \t]*(?:[a-z_]\w*|[A-Z])[ \t]*:)
    |{_BEGIN}(?P<raise>raise[ \t]+[\w.]+[ \t]*,[ \t]*[\w"'(\[])
    |[\w)\]"'`][ \t]*(?P<unequal><>)[ \t]*[\w(\["'`-]
    |(?:=|\w[(\[]|[\w)\]"'][ \t]*[+*/%]|\b(?:print|return)\b)[ \t]*(?P<backquotes>`[^`\n\r]+`)
    |\b(?P<literal>[uU][rR]["'])""",
    re.VERBOSE | re.MULTILINE,
)


def sign_of_python_2(text: str) -> int | None:
    """Where something stands that only Python 2 has, or None; to be asked of a text that Python 3 does not parse.

    A print or exec statement, ``except X, e``, ``raise E, "x"``, ``<>``, backquotes, ``ur""``.
    """
    found = _SIGNS.search(without_strings(text))
    return found.start(found.lastgroup or 0) if found is not None else None


def without_strings(text: str) -> str:
    """The text at its length, with blanks for comments and an ``s`` for each character in a string's quotes."""
    return _HIDDEN.sub(_hide, text)


def _hide(match: re.Match[str]) -> str:
    whole = match.group()
    if match["comment"]:
        return " " * len(whole)
    return whole[0] + "s" * (len(whole) - 2) + whole[-1] if len(whole) > 1 else whole
