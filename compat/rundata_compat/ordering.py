"""Runs in the order that ``order_by`` asks for, as later versions of MLflow have it (1.30.1, utils/search_utils.py)."""

from __future__ import annotations

import math
import re
from typing import Any, Iterable, Sequence

__all__ = ["ordered"]

_KINDS = {
    **dict.fromkeys(("metric", "metrics"), "metrics"),
    **dict.fromkeys(("param", "params", "parameter", "parameters"), "params"),
    **dict.fromkeys(("tag", "tags"), "tags"),
    **dict.fromkeys(("attr", "attribute", "attributes", "run"), "info"),
}
_ATTRIBUTES = ("start_time", "end_time", "status", "artifact_uri", "run_id")

_CLAUSE = re.compile(
    r"""\s*(?:(?P<kind>\w+)\s*\.\s*)?(?:`(?P<ticked>[^`]+)`|"(?P<quoted>[^"]+)"|(?P<bare>[^\s`"]+))"""
    r"""(?:\s+(?P<order>asc|desc))?\s*""",
    re.IGNORECASE,
)


def ordered(runs: Iterable[Any], order_by: Sequence[str]) -> list[Any]:
    """The runs in this order, then by start time, latest first, then by id. ValueError for what cannot be read.

    Runs without the value come last, whichever way; right before them those whose metric is NaN.
    """
    clauses = [_parsed(clause) for clause in order_by]
    found = sorted(runs, key=lambda run: (-(run.info.start_time or 0), run.info.run_id))
    for kind, name, ascending in reversed(clauses):  # sorted() keeps the order of what is equal
        found.sort(key=lambda run: _rank(_value(run, kind, name), ascending), reverse=not ascending)
    return found


def _parsed(clause: str) -> tuple[str, str, bool]:
    """What to look at, its name, and whether the order is ascending."""
    if not isinstance(clause, str):
        raise ValueError(f"order_by takes a list of text such as 'metrics.rmse DESC', not {clause!r} in it")
    match = _CLAUSE.fullmatch(clause)
    kind = (match["kind"] or "run") if match else ""
    name = (match["ticked"] or match["quoted"] or match["bare"]) if match else ""
    if match is None or kind not in _KINDS:
        raise ValueError(
            f"order_by {clause!r} is none of metrics.KEY, params.KEY, tags.KEY, attributes.NAME, ASC or DESC"
        )
    if _KINDS[kind] == "info" and name not in _ATTRIBUTES:
        raise ValueError(f"order_by {clause!r}: runs can be ordered by the attributes {', '.join(_ATTRIBUTES)}")
    return _KINDS[kind], name, (match["order"] or "asc").lower() == "asc"


def _value(run: Any, kind: str, name: str) -> Any:
    if kind != "info":
        return None if run.data is None else getattr(run.data, kind).get(name)
    value = getattr(run.info, name)
    if name == "status" and isinstance(value, int):  # up to 1.0.0, entities/run_info.py; later ones order the words
        from mlflow.entities import RunStatus

        return RunStatus.to_string(value)
    return value


def _rank(value: Any, ascending: bool) -> tuple[bool, Any]:
    last = math.inf if ascending else -math.inf
    if value is None:
        return ascending, last
    if isinstance(value, float) and math.isnan(value):
        return ascending, -last
    return not ascending, value
