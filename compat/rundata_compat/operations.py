"""What each list-style operation is called, and what to write instead; ``{name}`` is metrics, params or tags."""

from __future__ import annotations

_ITEMS = "'for key, value in run.data.{name}.items()'"
_FIRST = "'next(iter(run.data.{name}.items()))' for key and value, or 'list(run.data.{name}.items())[i]'"
_ASSIGN = "'run.data.{name}[key] = value'"
_DELETE = "'del run.data.{name}[key]' or 'run.data.{name}.pop(key)'"
_SORTED = "'sorted(run.data.{name}.items(), key=...)'"
_PAIRS = "'list(run.data.{name}.items())'"
_HISTORY = "'client.get_metric_history(run.info.run_id, key)', whose metrics have timestamp and step"
_CONTAINS = "'key in run.data.{name}'"
_COMPARE = "a comparison with a dict, 'run.data.{name} == {{key: value}}'"
_ENTITY = "'rundata_compat.entities(run.data).{name}', a plain list of entities"

OPERATIONS = {
    "entity.key": "'for key in run.data.{name}' or " + _ITEMS,
    "entity.value": _ITEMS + ", or 'run.data.{name}[key]'",
    "entity.timestamp": _HISTORY,
    "entity.step": _HISTORY,
    "entity.dict": "'dict(key=key, value=value)' with " + _ITEMS,
    "entity": _ENTITY,
    "[int]": _FIRST,
    "[slice]": _PAIRS + "[start:stop]",
    "[int] =": _ASSIGN,
    "[slice] =": _ASSIGN,
    "del [int]": _DELETE,
    "del [slice]": _DELETE,
    "append": _ASSIGN,
    "extend": "'run.data.{name}.update(...)'",
    "insert": _ASSIGN,
    "remove": _DELETE,
    "pop": "'run.data.{name}.pop(key)' or 'run.data.{name}.popitem()'",
    "index": "'list(run.data.{name}).index(key)'",
    "count": _CONTAINS,
    "sort": _SORTED,
    "reverse": "'list(reversed(list(run.data.{name}.items())))'",
    "+": _PAIRS + ", or '{{**run.data.{name}, **more}}'",
    "+=": "'run.data.{name}.update(...)'",
    "*": _PAIRS + " * n",
    "in": _CONTAINS,
    "==": _COMPARE,
    "!=": _COMPARE,
    "type()": "'type(c)({{key: value}})', or '[*run.data.{name}]' for a list",
}
"""Operation as it stands in messages and records -> what replaces it."""

_WORDS = {
    "entity.dict": "dict() of an element of run.data.{name}",
    "entity": "an entity's method called on an element of run.data.{name}",
    "in": "'entity in run.data.{name}'",
    "type()": "a container like run.data.{name} made of entities",
    "==": "comparing run.data.{name} with a list",
    "!=": "comparing run.data.{name} with a list",
}


def message(operation: str, name: str) -> str:
    """The text of the warning for one operation on one container."""
    if operation in _WORDS:
        what = _WORDS[operation].format(name=name)
    elif operation.startswith("entity."):
        what = f"'{operation[6:]}' of an element of run.data.{name}"
    elif operation[0].isalpha() and not operation.startswith("del "):
        what = f"run.data.{name}.{operation}()"
    else:
        what = f"'{operation}' on run.data.{name}"
    # A property of the entity that this table does not know, such as model_id, is metadata as step is.
    instead = OPERATIONS.get(operation, _HISTORY).format(name=name)
    return f"{what} is the list style of MLflow up to 0.9.1; use {instead}"
