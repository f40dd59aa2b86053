"""The import statements of a file, found and read without the rest of it."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator

Imports = dict[str, str]
"""Name -> dotted path, as written; ``*`` and a number for what is imported whole."""

_BEGINNING = re.compile(rb"(?m)(?:^|[;:])[ \t]*(?=(?:from|import)[ \t\\.])")
"""Where a statement that imports may begin, or a line of a text that looks like one."""

_STATEMENT = re.compile(rb"(?:\\\r?\n|\((?:[^)#]|#[^\n]*\n?)*\)|[^\n\\;(])*")
"""The rest of it."""

_IMPORT_WORD = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*")


def import_text(data: bytes) -> bytes:
    """The import statements of a file, without the rest: a fiftieth of most files."""
    found = []
    end = 0
    at = data.find(b"import")
    while at >= 0:
        line_end = data.find(b"\n", at)
        line_end = len(data) if line_end < 0 else line_end
        start = max(end, _line_start(data, at))
        while (beginning := _BEGINNING.search(data, start, line_end)) is not None:
            statement = _STATEMENT.match(data, beginning.end())
            assert statement is not None  # it may be empty
            found.append(statement[0])
            start = end = max(statement.end(), beginning.end() + 1)
        at = data.find(b"import", max(line_end, end))
    return b"\n".join(found)


def _line_start(data: bytes, at: int) -> int:
    """Where the line begins that a place is in, with those that go on in it behind a backslash."""
    start = data.rfind(b"\n", 0, at) + 1
    while data.endswith((b"\\\n", b"\\\r\n"), 0, start):
        start = data.rfind(b"\n", 0, start - 1) + 1
    return start


def import_words(text: bytes) -> frozenset[bytes]:
    """The words that stand in import statements."""
    return frozenset(_IMPORT_WORD.findall(text))


def imports_in(text: bytes) -> Imports | None:
    """What import statements bind; None where they cannot be read by themselves."""
    try:
        tree = ast.parse(textwrap.dedent(text.decode()))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return dict(imports_of(tree.body))


def imports_of(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """The names that the import statements among nodes bind, with the dotted paths of what they bind them to."""
    stars = 0
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for alias in node.names:
                if alias.name == "*":
                    stars += 1
                    yield f"*{stars}", base
                else:
                    joined = base + alias.name if not node.module else f"{base}.{alias.name}"
                    yield alias.asname or alias.name, joined
