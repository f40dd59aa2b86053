"""Code that already works on both APIs is left as it is."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Node, canonical, name_of, plain_arguments, walk
from rundata_migrate.translate.context import Outcome, Site
from rundata_migrate.translate.generic import representation_of

RULE = Rule(
    code="RD409",
    name="dual-code",
    what="code with a branch for each API: `isinstance(C, dict)`, version tests, `except TypeError`",
    why="It works on both sides; once MLflow 0.9.1 is out of use, the branch for the list API is dead.",
    safety="Never fixed: deleting the dead branch is a person's decision.",
    examples=(
        Example(
            "def to_dict(run):\n    c = run.data.params\n    if isinstance(c, dict):\n        return dict(c)\n"
            "    return {p.key: p.value for p in c}\n",
            named=True,
        ),
        Example(
            "import mlflow\nif mlflow.__version__ < '1':\n    d = {p.key: p.value for p in mlflow.active_run().data.params}\n"
            "else:\n    d = dict(mlflow.active_run().data.params)\n",
            named=True,
        ),
        Example(
            "def to_dict(items):\n    return dict(items) if isinstance(items, dict) else {i.key: i.value for i in items}\n"
        ),
        Example("if isinstance(run.data.params, dict):\n    print(run.data.params)\n"),
        Example("def f(c):\n    if hasattr(c, 'items'):\n        return c\n    return {i.key: i.value for i in c}\n"),
    ),
)


def gate(site: Site) -> Outcome | None:
    """The dual code that the site is part of, if any."""
    reason = _version_test(site) or _type_test(site) or _fallback_handler(site)
    if reason is None or not representation_of(site).is_old_style:
        return None
    return Outcome(
        RULE.code,
        "this code has a branch for each API",
        Safety.MANUAL,
        (),
        site.node,
        reason,
        "delete the branch for the list API once MLflow 0.9.1 is out of use",
    )


def _version_test(site: Site) -> str | None:
    tree = site.context.tree
    for above in tree.ancestors(site.node):
        if isinstance(above, (cst.If, cst.IfExp)) and not tree.is_inside(site.node, above.test):
            text = tree.code(above.test)
            if "__version__" in text or "MLFLOW_VERSION" in text.upper():
                return "it stands under a test of MLflow's version"
    return None


def _type_test(site: Site) -> str | None:
    """``isinstance(C, dict)``, ``hasattr(C, "items")`` on the same expression, in the same function."""
    tree = site.context.tree
    function = tree.function_of(site.node)
    wanted = canonical(tree.code(site.node))
    for node in walk(function):
        if not isinstance(node, cst.Call):
            continue
        name = site.context.values.builtin_name(node.func)
        if name not in ("isinstance", "hasattr"):
            continue
        arguments = plain_arguments(node)
        if arguments is None or len(arguments) != 2 or canonical(tree.code(arguments[0])) != wanted:
            continue
        text = tree.code(arguments[1])
        if name == "hasattr" or any(word in text for word in ("dict", "Mapping", "list", "tuple", "Sequence")):
            if not _is_assertion(site, node):
                return "its type is tested in the same function"
    return None


def _is_assertion(site: Site, node: Node) -> bool:
    return isinstance(site.context.tree.parent(node), cst.Assert)


def _fallback_handler(site: Site) -> str | None:
    """``try: old except (TypeError, AttributeError): new``, where the handler reads the same data."""
    tree = site.context.tree
    below: Node = site.node
    for above in tree.ancestors(site.node):
        if isinstance(above, cst.FunctionDef):
            return None
        if isinstance(above, cst.Try) and below is above.body:
            for handler in above.handlers:
                if _catches_shape(handler) and ".data" in tree.code(handler.body):
                    return "its handler reads the same data the new way"
        if isinstance(above, cst.ExceptHandler) and _catches_shape(above):
            attempt = tree.parent(above)
            if isinstance(attempt, cst.Try) and ".data" in tree.code(attempt.body):
                return "it is the way back for code that tries the new way first"
        below = above
    return None


def _catches_shape(handler: cst.ExceptHandler) -> bool:
    if handler.type is None:
        return False
    return any(name_of(node) in ("TypeError", "AttributeError") for node in walk(handler.type))
