"""The shim's entities, where nothing else is left: its import."""

from __future__ import annotations

import re

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import IMPORT
from rundata_migrate.flow.reaching import bindings_of_document
from rundata_migrate.syntax import Node, Tree


def is_name_free(tree: Tree, name: str) -> bool:
    """Whether nothing in the document binds the name, but for the import of what is called so."""
    return all(
        binding.kind == IMPORT and binding.dotted == name
        for scope in bindings_of_document(tree).scopes.values()
        for binding in scope.bindings.get(name, ())
    )


def import_edits(tree: Tree) -> tuple[Edit, ...]:
    """``import rundata_compat`` after the imports at the top, unless it is there."""
    if re.search(r"^import rundata_compat\b", tree.text, re.MULTILINE):
        return ()
    last: Node | None = None
    for index, statement in enumerate(tree.module.body):
        if not isinstance(statement, cst.SimpleStatementLine):
            break
        first = statement.body[0]
        is_docstring = index == 0 and isinstance(first, cst.Expr) and isinstance(first.value, cst.SimpleString)
        if not is_docstring and not isinstance(first, (cst.Import, cst.ImportFrom)):
            break
        last = statement
    newline = tree.module.default_newline
    if last is None:
        at = tree.span(tree.module.body[0])[0] if tree.module.body else len(tree.text)
        return (Edit(at, at, f"import rundata_compat{newline}"),)
    at = tree.span(last)[1]
    match = re.compile(r"[^\r\n]*(\r\n|\r|\n)?").match(tree.text, at)
    assert match is not None
    at = match.end()
    lead = "" if match.group(1) else newline
    return (Edit(at, at, f"{lead}import rundata_compat{newline}"),)
