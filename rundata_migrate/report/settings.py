"""What ``--show-settings`` prints: the settings that hold for a path, as they would stand in rundata-migrate.toml."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any


def listing(path: str, settings: Iterable[tuple[str, Any, str]], disabled: Collection[str]) -> str:
    """One line a setting, with where it stands; then the rules that are off."""
    lines = [f"# settings for {path}"]
    for name, value, origin in settings:
        # what is not set has no word in TOML
        line = f"{name} = {_toml(value)}" if value is not None else f"# {name} is not set"
        lines.append(f"{line}  # {origin}")
    lines.append(f"# rules that are off: {' '.join(sorted(disabled)) or 'none'}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)
