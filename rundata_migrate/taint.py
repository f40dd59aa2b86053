"""The second cheap test: on the syntax tree of the standard library, for what the bytes let through.

Follows everything that might be run data (``spread.py``). A file in which nothing of that kind has its ``metrics``,
``params`` or ``tags`` read, and read as a list, holds no site. Like the first test it may let a file through for
nothing and never loses a site.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from rundata_migrate.nodes import nodes_of
from rundata_migrate.spread import Taint
from rundata_migrate.steps import CONTAINERS, PARTS, PRIVATE, READS, SOURCES, Steps, is_data, last_name

_TYPE_COMMENT = re.compile(r"#\s*type:[^#\n]*\b(Run|RunData|Metric|Param|RunTag)\b")
_GETTERS = frozenset({"attrgetter", "__getattribute__"})
"""Functions that read an attribute whose name is a string."""
_RUNNING = frozenset({"eval", "exec", "compile", "timeit"})
_FILLING = frozenset({"format", "format_map"})
"""Functions and methods that do what a string says."""
_READ_IN_CODE = re.compile(r"[\w\])]\.(key|value|timestamp|step)\b(?!\()")
_READ_IN_FIELD = re.compile(r"\{[^{}]*[\w\]]\.(key|value|timestamp|step)[}:!]")
_PLAIN_OBJECTS = frozenset(
    {"SimpleNamespace", "Namespace", "Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock", "AsyncMock"}
    | {"configure_mock"}
)
_SHOWING = frozenset({"__dict__", "vars"})
"""What shows the attributes of any object."""
_KEPT = PRIVATE | {"_data"}


def may_hold_site(source: ast.Module | bytes | str) -> bool:
    """False only where the file provably holds no site; True where it cannot be parsed by this Python."""
    if not isinstance(source, ast.Module):
        text = source if isinstance(source, str) else source.decode("latin-1")
        if says_more_than_its_tree(text):
            return True
    try:
        tree = source if isinstance(source, ast.Module) else ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    steps = Steps(nodes_of(tree))
    return may_read(steps) or _hands_on(steps)


def may_hold_site_alone(tree: ast.Module) -> bool:
    """The same of a document that has no run data from others: what only a function nobody knows gives is none."""
    nodes = nodes_of(tree)
    return _imports_mlflow(nodes) or may_read(Steps(nodes, is_alone=True))


def may_read(
    steps: Steps, names: Collection[str] = (), attributes: Collection[str] = (), *, has_rows: bool = False
) -> bool:
    """False only where a document provably reads no list of entities, whatever it hands on.

    ``names`` and ``attributes`` hold run data for a reason that stands in other documents; ``has_rows`` says that some
    of it may be in its dictionary form.
    """
    nodes, words, read = steps.nodes, steps.all_names, steps.all_attributes
    if _reads_otherwise(steps, has_rows or "to_dictionary" in read):
        return True
    taint = Taint(steps, names, attributes, {"data"})
    is_shown = (read | words) & _SHOWING and (read & (READS - _SHOWING) or _speaks_of(nodes, _KEPT))
    if (is_shown or read & PRIVATE) and (_speaks_of(nodes, {"_data"}) or taint.shows_itself()):
        return True
    if not read & CONTAINERS:
        if not read & READS:
            return False
        # in a document that stands alone any `.data` may be iterated: only MLflow's is worth a look
        return ("data" in read and _imports_mlflow(nodes)) or (not steps.is_alone and taint.is_taken_apart())
    return taint.reaches_container()


def _reads_otherwise(steps: Steps, has_rows: bool) -> bool:
    """Whether run data may be read by other means than attributes that are written out."""
    nodes, words, read = steps.nodes, steps.all_names, steps.all_attributes
    if (words | read) & _GETTERS and _has_getter(nodes):
        return True
    if "getattr" in words and _has_dynamic_read(nodes):
        return True
    if "from_dictionary" in read and _makes_runs(nodes):
        return True
    if has_rows and _reads_rows(nodes):
        return True
    return _has_double(nodes) or _has_reading_string(nodes, words | read)


def _hands_on(steps: Steps) -> bool:
    """Whether run data goes from a document that uses MLflow to others, which may read it."""
    return bool(steps.all_attributes & SOURCES) and _imports_mlflow(steps.nodes) and Taint(steps).hands_on()


def _speaks_of(nodes: list[ast.AST], words: Collection[str]) -> bool:
    return any(isinstance(node, ast.Constant) and node.value in words for node in nodes)


def _has_getter(nodes: list[ast.AST]) -> bool:
    """``attrgetter("data.metrics")``: of what an entity, run data or a run has, or handed to somebody as it is."""
    called = {id(node.func): node for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        if isinstance(node, (ast.Name, ast.Attribute)) and last_name(node) in _GETTERS:
            call = called.get(id(node))
            if call is None or any(_may_name_a_part(argument) for argument in call.args):
                return True
    return False


def _has_reading_string(nodes: list[ast.AST], words: Collection[str]) -> bool:
    """``eval("[m.key for m in ms]")``, ``"{m.key}".format(**locals())``."""
    patterns = [_READ_IN_CODE] if not _RUNNING.isdisjoint(words) else []
    patterns += [_READ_IN_FIELD] if not _FILLING.isdisjoint(words) else []
    if not patterns:
        return False
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return any(pattern.search(text) is not None for text in texts for pattern in patterns)


def _may_name_a_part(node: ast.expr) -> bool:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return True
    return not PARTS.isdisjoint(node.value.split("."))


def _imports_mlflow(nodes: list[ast.AST]) -> bool:
    return any(
        (isinstance(node, ast.Import) and any(one.name.split(".")[0] == "mlflow" for one in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mlflow")
        for node in nodes
    )


def says_more_than_its_tree(text: str) -> bool:
    """Whether a comment speaks to this tool, or names one of MLflow's classes as a type."""
    return "rundata:" in text or ("type:" in text and _TYPE_COMMENT.search(text) is not None)


def _reads_rows(nodes: list[ast.AST]) -> bool:
    """``form["metrics"]``, ``form.get("metrics")``."""
    for node in nodes:
        if isinstance(node, ast.Subscript):
            asked: list[ast.expr] = [node.slice]
        else:
            asked = node.args if isinstance(node, ast.Call) else []
        if any(isinstance(one, ast.Constant) and one.value in CONTAINERS for one in asked):
            return True
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, (ast.Constant, ast.Slice, ast.UnaryOp)):
            if not isinstance(node.ctx, ast.Store) and _speaks_of(nodes, CONTAINERS):
                return True
    return False


def _makes_runs(nodes: list[ast.AST]) -> bool:
    """``Run.from_dictionary``."""
    runs = {"Run", "RunData"}
    for node in nodes:
        if isinstance(node, ast.alias) and node.name.rsplit(".", 1)[-1] in runs and node.asname:
            runs.add(node.asname)
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "from_dictionary":
            owner = node.value
            if isinstance(owner, (ast.Name, ast.Attribute)) and (
                (owner.id if isinstance(owner, ast.Name) else owner.attr) in runs
            ):
                return True
    return False


def _has_double(nodes: list[ast.AST]) -> bool:
    """A list for a container in a call that makes a test double: ``Mock(metrics=[...])``, or ``"data.metrics"``."""
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    if any(text.startswith("data.") and text[len("data.") :] in CONTAINERS for text in texts):
        return True
    records = _records_of_containers(nodes)
    return any(isinstance(node, ast.Call) and _makes_double(node, records) for node in nodes)


def _records_of_containers(nodes: list[ast.AST]) -> set[str]:
    """The names of named tuples that have a field for a container."""
    records: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _speaks_of_namedtuple(node.value.func):
            words = ast.dump(node.value).replace("'", " ").replace(",", " ").split()
            if not CONTAINERS.isdisjoint(words):
                records.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return records


def _makes_double(call: ast.Call, records: set[str]) -> bool:
    name = last_name(call.func) if isinstance(call.func, (ast.Name, ast.Attribute)) else ""
    if name in records:
        return True
    return name in _PLAIN_OBJECTS and any(
        keyword.arg in CONTAINERS and isinstance(keyword.value, (ast.List, ast.ListComp, ast.Name))
        for keyword in call.keywords
    )


def _speaks_of_namedtuple(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        if "namedtuple" in node.attr:
            return True
        node = node.value
    return "namedtuple" in (node.id if isinstance(node, ast.Name) else ast.dump(node))


def _has_dynamic_read(nodes: list[ast.AST]) -> bool:
    """``getattr`` with a computed name, of some ``.data`` or what is called so."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            if len(node.args) < 2:
                return True
            if not isinstance(node.args[1], ast.Constant):
                if any(is_data(below) for below in nodes_of(node)):
                    return True
                if isinstance(node.args[0], ast.Name) and "data" in node.args[0].id.lower():
                    return True
    return False
