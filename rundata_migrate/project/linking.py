"""Which documents are read as one program: along the imports of those that may hold a site.

Starts at these documents. Where run data, a container or an entity may leave one of them (it is handed to a function,
returned, kept in an attribute or variable, taken by an import) the document at the other end is read too; so are those
whose handlers may catch what a rewritten lookup raises, and those that say where a run came from. What stays outside
opens the names that it mentions: whoever is asked for their users is told that not all are seen. What lies beyond a
limit opens them as well, and is told.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Collection, Iterable, Mapping

from rundata_migrate import screen, taint
from rundata_migrate.layout import Candidate, Layout
from rundata_migrate.project.catchers import Catchers
from rundata_migrate.project.gathering import MOST_BYTES_BESIDE, Gathering, Group, Member
from rundata_migrate.project.imports import ImportGraph, joined_path
from rundata_migrate.project.modules import Live, Module, name_of, partial_of
from rundata_migrate.project.stacks import Stacks
from rundata_migrate.project.users import COMMON, MOST_LEAVES, MOST_MENTIONS, Users
from rundata_migrate.project.work import Worth
from rundata_migrate.scopes import Handed, arguments

_READS = frozenset({"key", "value", "timestamp", "step", "_key", "_value"})


class Linking:
    """Finds the documents that belong together."""

    def __init__(self, candidates: Iterable[Candidate], layout: Layout, read: Callable[[str], bytes]) -> None:
        """``read`` gives the bytes at a location, or raises OSError."""
        self.graph = ImportGraph(candidates, layout, read)
        self._gathering = Gathering(self.graph)
        self._users = Users(self._gathering)
        self._catchers = Catchers(self._gathering, self._users)
        self._stacks = Stacks(self._gathering)
        self._kept: dict[str, set[str]] = {}
        """Attribute -> the documents that keep run data in it."""
        self._vetted: set[str] = set()
        """Variables and classes whose users have been looked for."""

    @property
    def limits(self) -> dict[str, str]:
        """What was not followed to its end: which limit was met -> where, for the first time."""
        return self._gathering.limits

    def groups(
        self,
        worth: Mapping[str, Worth],
        recorded: Collection[str] = (),
        pairs: Iterable[tuple[str, str]] = (),
    ) -> list[Group]:
        """The documents at ``worth`` (locations), with all that must be read with them, in groups.

        Where a project is too large to be read whole, one that does not import MLflow, and that none of those that do
        leads to, is read alone, with what it hands something to: what it gives, and who catches what, is not followed.

        Of those in ``recorded`` any function may be given run data: a record of a run may say so. The first of each
        of the ``pairs`` is read with the second, if that is.
        """
        roots = list(worth)
        is_small = self.graph.is_small
        begun = [one for one in roots if is_small or one in recorded or self.graph.uses_mlflow(one)]
        for location in begun:
            self._begin_at(location, location in recorded)
        for reader, source in pairs:
            if source in self._gathering.members:
                self._gathering.take(reader, source)
        self._follow()
        far = [one for one in roots if one not in begun]
        for location in far:  # those that others are read with are near too
            if location in self._gathering.members:
                self._gathering.again(location)
        self._follow()
        for location in far:
            if worth[location] >= Worth.ALONE and location not in self._gathering.members:
                self._gathering.take_alone(location, self._handed_by(location))
        self._gathering.open.add("@?")
        self._gathering.open |= {f"={name}" for name in (*self._kept, *self._vetted)}
        self._gathering.open |= {
            f"@{one}" for one, keepers in self._kept.items() if self._users.is_read_unseen(one, keepers)
        }
        return [group for group in self._gathering.grouped() if self._may_hold_site(group, worth)]

    def _may_hold_site(self, group: Group, worth: Mapping[str, Worth]) -> bool:
        """Whether any of the documents reads what it is given, or is to be looked at in any case."""
        if any(worth.get(one.location) is Worth.IN_ANY_CASE for one in group.members):
            return True
        found = [self._gathering.members.get(one.location) for one in group.members]
        if any(one is None and beside.location in worth for one, beside in zip(found, group.members, strict=True)):
            return True
        members = [one for one in found if one is not None]
        has_rows = any("to_dictionary" in one.module.steps.all_attributes for one in members)
        return any(taint.may_read(one.module.steps, one.names, one.attributes, has_rows=has_rows) for one in members)

    def open_all(self, limit: str, location: str) -> None:
        """Not all files are known: a limit was met before, and anything may use anything."""
        self._gathering.meet(limit, location)
        self._gathering.open.add("*")

    def _handed_by(self, location: str) -> list[str]:
        """The files of what is called with run data in a document that is read alone, the first up to a limit."""
        module = self.graph.module(location)
        found: dict[str, None] = {}
        size = 0
        for callee in module.handing if module is not None else ():
            for one in self._files_of(callee, module, location):
                if one != location and one not in found:
                    size += len(self.graph.data(one))
                    if size > MOST_BYTES_BESIDE:
                        self._gathering.meet("bytes", one)
                        return list(found)
                    found[one] = None
        return list(found)

    def _files_of(self, callee: ast.expr, module: Module | None, location: str) -> list[str]:
        """The files that define what is called, and those that pass it on."""
        dotted = module.dotted(callee) if module is not None else ""
        if dotted:
            return self.graph.way(dotted, location)
        if not isinstance(callee, ast.Attribute) or callee.attr in COMMON:
            return []
        found = self._users.definers(callee.attr, location)
        return found if len(found) <= MOST_LEAVES else []

    def _begin_at(self, location: str, is_recorded: bool) -> None:
        """Take a document that may hold a site; if a record speaks of it, its functions may be given run data."""
        member = self._gathering.take(location)
        self._gathering.again(location)
        if member is not None and is_recorded:
            member.names |= {arg.arg for one, _ in member.module.definitions for arg in arguments(one)}

    def _follow(self) -> None:
        while (member := self._gathering.next()) is not None:
            self._study(member)

    # -- what goes in and out of a document -----------------------------------------------------

    def _study(self, member: Member) -> None:
        """Look for all that has to do with the run data of a document."""
        live = Live(member.module, member.names, member.attributes, member.runs)
        member.takers = live.takers
        member.fillers |= live.fillers
        for name, is_method, needs_all in live.functions():
            self._link_users(member, name, is_method, needs_all, name in live.given)
        for name in live.lambdas():
            self._link_users(member, name, False, True, True)
        for name in sorted(live.keepers):
            self._link_users(member, name, False, True, True)
            self._link_bases(member, name, live)
        # sorted: what the limits leave must not depend on how a set is ordered
        for attribute in sorted((live.attributes | live.class_variables()) - _READS):
            self._link_attribute(member, attribute)
        for attribute in sorted(live.kept - _READS):
            self._link_kept(member, attribute)
        for filled in live.filled:
            self._link_variable(member, filled)
        for name in sorted(live.variables()):
            self._vetted.add(name)
            self._link_users(member, name, False, True, True)
        for callee, handed in live.callees():
            self._link_callee(member, callee, handed)
        for read in member.module.reading.get("data", ()):
            self._link_run(member, read.value)
        if live.is_live:
            self._stacks.link(member)
            for dotted in member.module.imports.values():
                self._link_source(member, dotted)

    def _link_users(self, member: Member, name: str, is_method: bool, needs_all: bool, gives: bool) -> None:
        """Read who uses a function, class or variable that has to do with run data, as far as it matters."""
        key = ("users", f"{name} {needs_all} {gives}")
        if key in member.done:
            return
        member.done.add(key)
        self._catchers.link(member.location, member.location, name, is_method)
        if not needs_all:
            return
        for alias in member.module.partials.get(name, ()):
            self._link_users(member, alias, False, needs_all, gives)
        users = self._users.of(name, member.location, is_method)
        if users is None:
            self._gathering.open_name(name, is_method)
        for user in users or ():
            other = self._gathering.take(user, member.location)
            if other is None:
                self._gathering.open_name(name, is_method)
                continue
            self._take_passing(other, name)
            aliases = other.module.aliases(name)
            if gives:
                self._gathering.seed(user, {name, *aliases}, {name})
            if name in member.fillers:
                self._link_arguments(other, name)
            if name in member.takers:
                self._link_handed_runs(other, {name, *aliases})
            for alias in (*aliases, *other.module.partials.get(name, ())):
                self._link_users(other, alias, False, needs_all, gives)
            for caller, caller_is_method in other.module.naming.get(name, ()):
                self._catchers.link(member.location, user, caller, caller_is_method)

    def _link_handed_runs(self, member: Member, takers: Collection[str]) -> None:
        """What a function is handed that takes a run may be one: whose, the callers of whoever hands it may say."""
        runs = member.module.handed_to(takers)
        if not runs <= member.runs:
            member.runs |= runs
            self._gathering.again(member.location)

    def _take_passing(self, member: Member, name: str) -> None:
        """Read the packages through which a document imports a name."""
        for alias, path in member.module.imports.items():
            if alias.startswith("*"):
                self._gathering.take_way(joined_path(path, name), member.location)
            elif path.split(".")[-1] == name or alias == name:
                self._gathering.take_way(path, member.location)
        for node in member.module.reading.get(name, ()):
            dotted = member.module.dotted(node)
            if dotted:
                self._gathering.take_way(dotted, member.location)

    def _link_bases(self, member: Member, name: str, live: Live) -> None:
        """A base class may read what only its subclasses hold or give."""
        for cls in member.module.classes:
            for base in cls.bases if cls.name == name else ():
                dotted = member.module.dotted(base)
                defined = self._gathering.take_way(dotted, member.location) if dotted else None
                other = self._gathering.members.get(defined) if defined is not None else None
                if defined is not None and other is not None:
                    self._gathering.seed(defined, (), (live.attributes | live.given) & other.module.reading.keys())

    # -- what is kept ---------------------------------------------------------------------------

    def _link_attribute(self, member: Member, attribute: str) -> None:
        """Read who reads or binds an attribute that holds run data, of an object of whatever origin."""
        key = ("attribute", attribute)
        if key in member.done or attribute in COMMON:
            return
        member.done.add(key)
        users = self._users.of(attribute, member.location, is_method=True, opens=False) or []
        binders = [one for one in self._users.mentions(attribute) or () if self._users.binds_attribute(one, attribute)]
        for user in (*users, *(binders if len(binders) <= MOST_MENTIONS else ())):
            if self._gathering.take(user, member.location) is not None:
                self._gathering.seed(user, (), {attribute})

    def _link_kept(self, member: Member, attribute: str) -> None:
        """Read who may read the attribute of an object that is handed on, and who makes such objects."""
        if member.location in self._kept.setdefault(attribute, set()):
            return
        self._kept[attribute].add(member.location)
        others = [one for one in self._users.mentions(attribute) or () if one != member.location]
        readers = [one for one in others if self._users.reads_attribute(one, attribute)]
        for reader in readers if len(readers) <= MOST_LEAVES else ():
            if self._gathering.take(reader, member.location) is not None:
                self._gathering.seed(reader, (), {attribute})
        for cls in member.module.classes:
            if attribute in member.module.words_below([cls]):
                self._vetted.add(cls.name)
                self._link_users(member, cls.name, False, True, False)
                for maker, is_method in member.module.naming.get(cls.name, ()):
                    self._link_users(member, maker, is_method, True, False)

    def _link_variable(self, member: Member, filled: ast.expr) -> None:
        """Run data is put into a list or dict: it may be a variable of another module."""
        dotted = member.module.dotted(filled)
        defined = self._gathering.take_way(dotted, member.location) if dotted else None
        other = self._gathering.members.get(defined) if defined is not None and defined != member.location else None
        name = dotted.split(".")[-1]
        if defined is not None and other is not None and name in other.module.defined:
            self._gathering.seed(defined, {name})

    def _link_run(self, member: Member, run: ast.expr) -> None:
        """``state.current.data``: read the module whose variable may be or hold a run, and who puts one there."""
        while isinstance(run, (ast.Subscript, ast.Call)):
            run = run.value if isinstance(run, ast.Subscript) else run.func
        if isinstance(run, ast.Name):
            for iterated in member.module.iterated.get(run.id, ()):
                self._link_run(member, iterated)
        dotted = member.module.dotted(run)
        key = ("run", dotted)
        if not dotted or key in member.done:
            return
        member.done.add(key)
        defined = self._gathering.take_way(dotted, member.location)
        other = self._gathering.members.get(defined) if defined is not None else None
        for name in dotted.split(".") if other is not None else ():
            if other is not None and name in other.module.defined:  # the variable, or the class that it is one of
                self._link_users(other, name, False, True, False)
                self._link_store(other, name)

    def _link_store(self, member: Member, name: str) -> None:
        """Read who puts runs into a variable of a module, or into those that a function of it gives some of."""
        for shared in sorted({name, *member.module.shared_by(name)}):
            if shared != name:
                self._link_users(member, shared, False, True, False)
            for function, is_method in member.module.filling(shared):
                self._link_users(member, function, is_method, True, False)

    def _link_arguments(self, member: Member, name: str) -> None:
        """What a function is handed that puts run data into it holds some from then on."""
        for node in member.module.nodes:
            if not isinstance(node, ast.Call) or name_of(node.func) != name:
                continue
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                if isinstance(argument, ast.Name):
                    self._gathering.seed(member.location, {argument.id})
                elif isinstance(argument, ast.Attribute):
                    self._link_kept(member, argument.attr)
                    self._gathering.seed(member.location, (), {argument.attr})

    # -- what is called -------------------------------------------------------------------------

    def _link_callee(self, member: Member, callee: ast.expr, handed: Handed | None = None) -> None:
        """Read what is called with run data, or handed to such a call."""
        while isinstance(callee, ast.Call):  # an object is called: ``Reader()(run.data)``
            callee = callee.func
        module, location, name = member.module, member.location, name_of(callee)
        dotted = module.dotted(callee)
        key = ("callee", f"{dotted or f'.{name}'} {sorted(map(str, handed)) if handed is not None else ''}")
        if key in member.done or not name:
            return
        member.done.add(key)
        if dotted:
            self._hand_to(dotted, location, handed)
        elif isinstance(callee, ast.Name):
            self._hand(location, name, handed)
            for value in module.assigned.get(name, ()):
                if isinstance(value, ast.Call):
                    self._link_made(member, value)
            for below in module.functions_iterated(name):
                self._link_callee(member, below, handed)
            for alias, path in module.imports.items():
                if alias.startswith("*"):
                    self._hand_to(joined_path(path, name), location, handed)
        elif isinstance(callee, ast.Attribute) and not self._link_method(member, callee, handed):
            member.done.discard(key)  # it depends on the object

    def _link_made(self, member: Member, value: ast.Call) -> None:
        """Read who makes what is called: ``find = make_find()``, ``find = partial(look, "loss")``."""
        dotted = member.module.dotted(value.func)
        if dotted:
            self._gathering.take_way(dotted, member.location)
        for function in partial_of(value):
            self._link_callee(member, function)

    def _link_method(self, member: Member, callee: ast.Attribute, handed: Handed | None) -> bool:
        """Read the classes whose method may be called: of what plainly makes the object, or by the method's name.

        False where the name says nothing.
        """
        owner, name = callee.value, callee.attr
        makers = [owner] if isinstance(owner, ast.Call) else member.module.assigned.get(name_of(owner) or "?", [])
        for maker in makers:
            dotted = member.module.dotted(maker.func) if isinstance(maker, ast.Call) else ""
            if dotted:
                self._hand_to(dotted, member.location, handed, name)
        if name in COMMON:
            return False
        found = self._users.definers(name, member.location)
        if len(found) > MOST_LEAVES:
            reached = self.graph.reached(member.location)
            found = [one for one in found if one in reached]
        if len(found) <= MOST_MENTIONS:
            for one in found:
                self._gathering.take(one, member.location)
                self._hand(one, name, handed)
        return True

    def _hand_to(self, dotted: str, location: str, handed: Handed | None, method: str | None = None) -> None:
        """Read what is called by a dotted path, and what it hands on: its parameters may hold run data."""
        defined = self._gathering.take_way(dotted, location)
        if defined is not None:
            self._hand(defined, method or dotted.split(".")[-1], handed)

    def _hand(self, location: str, name: str, handed: Handed | None) -> None:
        """What a function of a document is handed may be run data, and so may what an instance is made of."""
        member = self._gathering.members.get(location)
        if member is None:
            return
        functions = member.module.parameters.get(name, ())
        self._gathering.seed(location, {taken for one in functions for taken in one.taking(handed)})
        for value in member.module.assigned.get(name, ()):
            for function in partial_of(value):
                self._link_callee(member, function)
        fields = member.module.fields.get(name, set())
        if fields:
            self._gathering.seed(location, (), fields)
            # whoever else makes its instances puts something into them too
            self._link_users(member, name, False, True, True)

    def _link_source(self, member: Member, dotted: str) -> None:
        """Read a module that says where a run came from."""
        found = self.graph.resolve(dotted, member.location)
        if found is None or found[0] in self._gathering.members:
            return
        data = self.graph.data(found[0])
        passes_on = os.path.basename(found[0]) == "__init__.py" and found[1]
        if passes_on or screen.mentions_mlflow(data) or screen.mentions_rival(data):
            self._gathering.take_way(dotted, member.location)
