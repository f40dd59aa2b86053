"""The rules, one file each; the first that has an answer for a site gives it.

``CODES`` is known without importing a rule (and with it libcst): a rule's file name begins with its code.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from rundata_migrate.rules.model import Rule

MODULES: dict[str, str] = {
    name.split("_", 1)[0].upper(): name
    for _, name, _ in pkgutil.iter_modules(__path__)
    if name.startswith("rd") and name[2:5].isdigit()
}
"""Code -> module name."""

CODES: tuple[str, ...] = tuple(sorted(MODULES))


@cache
def modules() -> tuple[ModuleType, ...]:
    """The rules' modules, by code."""
    return tuple(importlib.import_module(f"{__name__}.{MODULES[code]}") for code in CODES)


def __getattr__(name: str) -> Any:
    if name == "RULES":
        return tuple(module.RULE for module in modules())
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def by_code(code: str) -> Rule:
    """The card of one rule; raises KeyError for an unknown code."""
    module = importlib.import_module(f"{__name__}.{MODULES[code]}")
    rule: Rule = module.RULE
    return rule
