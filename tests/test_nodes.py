"""What stands below a node, as a walk from there finds it."""

from __future__ import annotations

import ast
import inspect

from rundata_migrate import nodes, spread
from rundata_migrate.flow import lattice


def test_a_walk_knows_what_a_walk_from_each_node_finds() -> None:
    for module in (nodes, spread, lattice):
        tree = ast.parse(inspect.getsource(module))
        walk = nodes.Walk(tree)
        for node in nodes.nodes_of(tree):
            below = walk.below(node)
            assert below[0] is node
            assert {id(one) for one in below} == {id(one) for one in nodes.nodes_of(node)}
            assert len(below) == len(nodes.nodes_of(node))


def test_those_above_come_first_and_those_to_the_left_before() -> None:
    tree = ast.parse("f(a, b)[c]")
    names = [node.id for node in nodes.Walk(tree).below(tree) if isinstance(node, ast.Name)]
    assert names == ["f", "a", "b", "c"]
