"""One program before and after: did it do the same on every dataset?"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .world import DATASETS, NEW, OLD, Dataset, Outcome, execute

MISSING_KEY = frozenset({"IndexError", "StopIteration", "ValueError", "AttributeError", "TypeError"})
"""How old code ended where a key was missing and nothing caught it: new code may end with KeyError."""


@dataclass(frozen=True)
class Divergence:
    """A dataset on which the two programs do not do the same."""

    dataset: Dataset
    old: Outcome
    new: Outcome

    def __str__(self) -> str:
        return f"on the data {self.dataset.name!r}\n  old did\n{self.old}\n  new did\n{self.new}"


def same(old: Outcome, new: Outcome) -> bool:
    """Whether the new program did what the old one did, but for the type of an exception nothing caught.

    Besides the KeyError, an entity that is None may have become a pair that is None: ``None[1]``.
    """
    if old.output != new.output:
        return False
    if (old.error, new.error) == ("AttributeError", "TypeError"):
        return "'NoneType' object" in old.detail and "'NoneType' object" in new.detail
    unbound = ("NameError", "UnboundLocalError")  # the same to Python: where the name is read decides
    if old.error in unbound and new.error in unbound:
        return True
    # a key that is bound further on was not compared with anything where the run is empty
    return old.error == new.error or (old.error in MISSING_KEY and new.error in ("KeyError", *unbound))


def divergences(old: str, new: str, datasets: Iterable[Dataset] = DATASETS) -> list[Divergence]:
    """Run ``old`` on the old side and ``new`` on the new side, and say where they differ."""
    found = []
    for dataset in datasets:
        before, after = execute(old, OLD, dataset), execute(new, NEW, dataset)
        if not same(before, after):
            found.append(Divergence(dataset, before, after))
    return found


def comments(source: str) -> Counter[str]:
    """The comments of a program, with how often each occurs."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def parses(source: str) -> bool:
    """Whether the text is Python."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
