"""The types of containers as people write them: ``List[Metric]`` becomes ``Dict[str, float]``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import Bindings
from rundata_migrate.flow.lattice import API
from rundata_migrate.translate.context import Context

VALUE_TYPES = {"metrics": "float", "params": "str", "tags": "str"}
_ENTITY = r"(?:\w+\.)*(?:Metric|Param|RunTag)"
_LIST = re.compile(
    r"(?P<list>(?:\w+\.)*(?:List|Sequence|Iterable|Collection|MutableSequence|list))"
    rf"\[\s*(?P<quote>[\"']?)(?P<entity>{_ENTITY})(?P=quote)\s*\]"
)
_LIST_OF = re.compile(rf"\blist of (?P<entity>{_ENTITY})\b")
_SHAPES = re.compile(r"(?:(?:\w+\.)?Optional\[§\]|(?:\w+\.)?Union\[(?:§,None|None,§)\]|§\|None|None\|§|§)")
_CONTAINER_OF = {"Metric": "metrics", "Param": "params", "RunTag": "tags"}


@dataclass
class NewType:
    """The edits that make a written type true."""

    edits: list[Edit] = field(default_factory=list)
    problem: str = ""


def says_entities(text: str) -> bool:
    """Whether a type speaks of a list of entities, in whatever form."""
    return _LIST.search(text) is not None


def new_type(context: Context, text: str, start: int, container: str | None) -> NewType | None:
    """The edits for a type that stands at ``start``, or why there are none; None if it says nothing false."""
    found = list(_LIST.finditer(text))
    if not found:
        return None
    match = found[0]
    rest = re.sub(r"\s+", "", text[: match.start()] + "§" + text[match.end() :]).strip("\"'")
    if len(found) > 1 or _SHAPES.fullmatch(rest) is None:
        return NewType(problem="the type has another form")
    if container is None or api.ENTITY_PATHS.get(_dotted(context, start, match["entity"])) != container:
        return NewType(problem=f"`{match['entity']}` is not known to be MLflow's, or of another container")
    spelled = _dict_word(context, start, match["list"])
    if spelled is None:
        return NewType(problem="there is no free name for `Dict` here")
    word, edits = spelled
    low, high = start + match.start(), start + match.end()
    return NewType([Edit(low, high, f"{word}[str, {VALUE_TYPES[container]}]"), *edits])


def new_documented_type(context: Context, text: str, start: int, container: str | None) -> Edit | None:
    """The edit for a type in a docstring: the same forms, and ``list of Metric``; nothing needs an import there."""
    for pattern in (_LIST, _LIST_OF):
        match = pattern.search(text)
        if match is None or container is None:
            continue
        rest = re.sub(r"\s+", "", text[: match.start()] + "§" + text[match.end() :])
        if _SHAPES.fullmatch(rest) is None or not _is_documented(context, start, match["entity"], container):
            return None
        value = VALUE_TYPES[container]
        new = f"dict of str to {value}"
        if pattern is _LIST:
            owner, dot, word = match["list"].rpartition(".")
            new = f"{'dict' if word == 'list' else owner + dot + 'Dict'}[str, {value}]"
        return Edit(start + match.start(), start + match.end(), new)
    return None


def _is_documented(context: Context, at: int, entity: str, container: str) -> bool:
    """Whether a name in a docstring is the container's entity: MLflow's where the module knows the name."""
    if entity.split(".")[0] in _names_at(context, at).module.bindings:
        return api.ENTITY_PATHS.get(_dotted(context, at, entity)) == container
    return _CONTAINER_OF[entity.rpartition(".")[2]] == container and entity.split(".")[0] in ("mlflow", entity)


def _names_at(context: Context, at: int) -> Bindings:
    """The names of the document that an offset lies in."""
    return context.names.of_document(context.tree.document_at(at))


def _dotted(context: Context, at: int, text: str) -> str:
    """The path of a name of the module, written in a type."""
    root, dot, rest = text.partition(".")
    bound = _names_at(context, at).module.bindings.get(root, [])
    if len(bound) != 1:
        return ""
    value = context.values.of_binding(bound[0])
    return value.dotted + dot + rest if value.kind == API else ""


def _dict_word(context: Context, at: int, word: str) -> tuple[str, list[Edit]] | None:
    """``Dict`` as this module spells it, with the import that it needs."""
    every = [name for scope in _names_at(context, at).scopes.values() for name in scope.bindings]
    builtin: tuple[str, list[Edit]] | None = None if "dict" in every else ("dict", [])
    if word == "list":
        return builtin if "list" not in every else None
    dotted = _dotted(context, at, word)
    if dotted.startswith("collections.abc."):
        return builtin
    if not dotted.startswith(("typing.", "typing_extensions.")):
        return None
    owner, dot, _ = word.rpartition(".")
    if dot:
        return f"{owner}.Dict", []
    if every.count("Dict"):
        return ("Dict", []) if every.count("Dict") == 1 and _dotted(context, at, "Dict") == "typing.Dict" else None
    edit = _import_edit(context, at, word)
    return ("Dict", [edit]) if edit is not None else None


def _import_edit(context: Context, at: int, beside: str) -> Edit | None:
    """``Dict`` added to the import that brings the other name from typing, in its place if they are sorted."""
    for node in context.tree.document_at(at).order:
        if not isinstance(node, cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
            continue
        names = [alias.evaluated_name for alias in node.names]
        if beside not in names or any(
            alias.asname is not None and alias.evaluated_name == beside for alias in node.names
        ):
            continue
        if not isinstance(node.module, cst.Name) or node.module.value != "typing":
            return None
        later = next((alias for alias in node.names if alias.evaluated_name > "Dict"), None)
        if later is not None and names == sorted(names):
            place = context.tree.span(later)[0]
            return Edit(place, place, "Dict, ")
        place = context.tree.span(node.names[-1].name)[1]
        if node.names[-1].asname is not None:
            place = context.tree.span(node.names[0])[0]
            return Edit(place, place, "Dict, ")
        return Edit(place, place, ", Dict")
    return None
