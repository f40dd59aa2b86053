"""The import statements of a file are found without parsing it, and say what its tree says."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundata_migrate.project.import_statements import import_text, imports_in
from rundata_migrate.project.modules import Module

STATEMENTS = (
    "import a",
    "import a.b, c as d",
    "import a; import b",
    "from a import b",
    "from . import b as c",
    "from .a import (\n    b,  # import x)\n    c as d,\n)",
    "from a \\\n    import b, \\\n    c",
    "from a.b import *",
    "if x: import e",
    "try:\n    import f\nexcept ImportError:\n    from g import f",
    "def h():\n    from i import j\n    return j",
    "x = 1",
    "text = '''of what is important'''",
    "important = imported(imports)",
    "def k():\n    '''Say why.'''\n    import l",
)


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("end", ["", "\n"])
def test_each_statement(statement: str, end: str) -> None:
    text = statement + end
    assert imports_in(import_text(text.encode())) == Module(ast.parse(text)).imports


@given(st.lists(st.sampled_from(STATEMENTS), max_size=8), st.sampled_from(["\n", "\n\n# import z\n"]))
def test_statements_together(statements: list[str], between: str) -> None:
    text = between.join(statements)
    assert imports_in(import_text(text.encode())) == Module(ast.parse(text)).imports


def test_lines_of_texts_that_look_like_one() -> None:
    assert import_text(b'"""\nimport it\nfrom here on import it\n"""\n') == b"import it\nfrom here on import it"
    assert import_text(b'"""Important: it is of import\nfrom here on\n"""\n') == b""


def test_line_ends_of_windows() -> None:
    assert imports_in(import_text(b"from a \\\r\n    import b\r\nimport c\r\n")) == {"b": "a.b", "c": "c"}
