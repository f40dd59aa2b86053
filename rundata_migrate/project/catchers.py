"""Who may catch what a rewritten lookup raises: callers, their callers, and what runs a function for them."""

from __future__ import annotations

import ast
import re

from rundata_migrate.project.gathering import Gathering
from rundata_migrate.project.modules import Module
from rundata_migrate.project.users import COMMON, MOST_LEAVES, Users

_CATCHERS = re.compile(rb"\bexcept\b|\bsuppress\b|__a?exit__|ExitStack")
"""What stands in a module whose functions may catch exceptions."""


class Catchers:
    """Takes the documents whose handlers may be on the stack."""

    def __init__(self, gathering: Gathering, users: Users) -> None:
        """They are read with those that hold the functions."""
        self._gathering = gathering
        self._graph = gathering.graph
        self._users = users
        self._handled: dict[tuple[str, str], bool] = {}

    def link(self, near: str, location: str, name: str, is_method: bool) -> bool:
        """Read the callers that might catch what a lookup in the function raises, and those on the way to them.

        ``near`` is a document that has been read; ``location`` that of the function, read or not. Says whether
        there is any.
        """
        key = (location, name)
        if key in self._handled:
            return self._handled[key]
        self._handled[key] = False
        is_guarded = False
        users = self._users.of(name, location, is_method)
        if users is None:
            self._gathering.open_name(name, is_method)
        for user in (location, *(users or ())):
            known = self._graph.module(user)
            if known is None:
                self._gathering.open_name(name, is_method)
                continue
            catches = False
            for word in (name, *known.aliases(name)):
                catches = self._link_receivers(near, user, known, word) or word in known.guarded or catches
                if word != name:
                    catches = self.link(near, user, word, False) or catches
                for caller, caller_is_method in known.naming.get(word, ()):
                    catches = self.link(near, user, caller, caller_is_method) or catches
            if catches and self._gathering.take(user, near) is None:
                self._gathering.open_name(name, is_method)
            is_guarded = is_guarded or catches
        self._handled[key] = is_guarded
        return is_guarded

    def _link_receivers(self, near: str, location: str, module: Module, name: str) -> bool:
        """Read the decorators, context managers and functions of the project that get to run the function.

        Says whether any of them may catch something.
        """
        catches = False
        for receiver in module.receivers.get(name, ()):
            while isinstance(receiver, ast.Call):
                receiver = receiver.func
            way = self._way_to_catcher(receiver, location, module)
            if any(_CATCHERS.search(self._graph.data(one)) for one in way):
                for one in way:
                    self._gathering.take(one, near)
                catches = True
        return catches

    def _way_to_catcher(self, receiver: ast.expr, location: str, module: Module) -> list[str]:
        """The files that say what is called: where it is defined, or its base classes; a method by its name alone."""
        dotted = module.dotted(receiver)
        if not dotted and isinstance(receiver, ast.Attribute):
            found = self._users.definers(receiver.attr, location) if receiver.attr not in COMMON else []
            return found if len(found) <= MOST_LEAVES else []
        found = []
        todo = [(dotted, location)] if dotted else []
        while todo:
            way = self._graph.way(*todo.pop())
            defining = self._graph.module(way[-1]) if way else None
            if defining is None or way[-1] in found:
                continue
            found += way
            todo += [(path, way[-1]) for cls in defining.classes for one in cls.bases if (path := defining.dotted(one))]
        return found
