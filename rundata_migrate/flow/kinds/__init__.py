"""What each kind of value answers: a class a kind, and here the table of them.

To add a kind: its name in ``flow/lattice.py``, its class in one of these files, its row here.
"""

from __future__ import annotations

from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.kinds.clients import Client, Method
from rundata_migrate.flow.kinds.collections import Mapping, Sequence, Tuple
from rundata_migrate.flow.kinds.definitions import Instance, LocalClass, LocalFunction
from rundata_migrate.flow.kinds.dictionaries import DataDict, DataVars, Rows, ToDictionary
from rundata_migrate.flow.kinds.elsewhere import Future, Library
from rundata_migrate.flow.kinds.imported import Api, Module
from rundata_migrate.flow.kinds.kind import Kind
from rundata_migrate.flow.kinds.runs import Container, Entity, Mixed, Run, RunData
from rundata_migrate.flow.kinds.unknown import Other, Pending, Rival, Unknown

KINDS: dict[str, Kind] = {
    k.UNKNOWN: Unknown(),
    k.OTHER: Other(),
    k.NONE: Kind(),
    k.PENDING_KIND: Pending(),
    k.RIVAL: Rival(),
    k.MODULE: Module(),
    k.API: Api(),
    k.CLIENT: Client(),
    k.STORE: Client(),
    k.METHOD: Method(),
    k.RUN: Run(),
    k.RUN_DATA: RunData(),
    k.CONTAINER: Container(),
    k.ENTITY: Entity(),
    k.MIXED: Mixed(),
    k.TO_DICTIONARY: ToDictionary(),
    k.ROWS: Rows(),
    k.DATA_DICT: DataDict(),
    k.DATA_VARS: DataVars(),
    k.SEQUENCE: Sequence(),
    k.MAPPING: Mapping(),
    k.TUPLE: Tuple(),
    k.LOCAL_FUNCTION: LocalFunction(),
    k.LOCAL_CLASS: LocalClass(),
    k.INSTANCE: Instance(),
    k.LIBRARY: Library(),
    k.FUTURE: Future(),
}
