"""What must hold of every migrated project."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rundata_migrate.findings import Finding

from .check import MIGRATED, NOTHING, REMAINING, told
from .compare import comments, parses
from .compare import same as same_but_for_a_missing_key
from .project_kinds import MODERN_BEGINS, MODERN_ENDS
from .project_world import Files, RunnableProject
from .world import BOTH, DATASETS, NEW, OLD, Dataset, Outcome

SILENT = "left without a finding"
"""It stops, and prints nothing else: what docs/flow.md says of code that is neither followed nor named."""


@dataclass(frozen=True)
class Migrated:
    """What the tool made of a project."""

    files: Files
    findings: tuple[Finding, ...]


_SWALLOWS = re.compile(r"(except|suppress|ERRORS =).*(KeyError|LookupError|Exception|TypeError)")

_MODERN = re.compile(f"{MODERN_BEGINS}\n.*?{MODERN_ENDS}", re.DOTALL)

MigrateProject = Callable[[Files], Migrated]


class ProjectFailure(AssertionError):
    """A project that was migrated wrongly; the text shows it before and after."""

    def __init__(self, reason: str, old: Files, new: Files, findings: tuple[Finding, ...] = ()) -> None:
        parts = [reason]
        for path, text in old.items():
            parts += [f"--- old {path}", text]
        for path, text in new.items():
            parts += [f"--- new {path}", text if text != old[path] else "(unchanged)"]
        parts += [f"{f.path}:{f.place.line}: {f.rule} {f.safety.value} fixed={f.fixed} {f.message}" for f in findings]
        super().__init__("\n".join(parts))
        self.reason = reason


def same(old: Outcome, new: Outcome) -> bool:
    """As for a program of one file; a generator makes a RuntimeError of the StopIteration of a missing
    key, and None is nothing to iterate over and has no ``items``."""
    if old.error == "RuntimeError" and "StopIteration" in old.detail and new.error != old.error:
        old = replace(old, error="StopIteration")
    if (old.error, new.error) == ("TypeError", "AttributeError") and "'NoneType' object" in old.detail + new.detail:
        return old.output == new.output
    return same_but_for_a_missing_key(old, new)


def stops(old: Outcome, new: Outcome) -> bool:
    """Whether the new program did what the old one did as far as it came, and came to an end with an exception."""
    return new.error is not None and old.output[: len(new.output)] == new.output


def check_project(old: Files, migrate: MigrateProject) -> str:
    """Migrate the project and hold the result against what it must be; say how far the migration went.

    Where nothing is left it must do what it did. Where something is left it may stop instead; and what was migrated
    must be right there, too: with the shim's containers, which can be used in both ways, it does what it did.
    """
    result = migrate(old)
    new, findings = result.files, result.findings

    def fail(reason: str) -> ProjectFailure:
        return ProjectFailure(reason, old, new, findings)

    for finding in findings:
        if finding.error:
            raise fail(f"the tool failed: {finding.message}")
    for path, text in new.items():
        if not parses(text):
            raise fail(f"the new {path} does not parse")
        if comments(text) != comments(old[path]):
            raise fail(f"a comment of {path} is gone")
    left = [finding for finding in findings if not finding.fixed]
    _stays(old, new, left, fail)
    if new != old:
        again = migrate(new)
        if any(one != new[path] for path, one in again.files.items()):
            raise fail("a second run changes the text again")
        if told(again.findings) != told(left):
            raise fail(f"a second run says something else\n{told(again.findings)}\n{told(left)}")
    before, after = RunnableProject(old), RunnableProject(new)
    verdict = REMAINING if left else NOTHING if new == old else MIGRATED
    new_is_partial = bool(left) or new == old
    for dataset in DATASETS:
        was, now = before.run(OLD, dataset), after.run(NEW, dataset)
        if same(was, now) and not left:
            continue
        what = f"on the data {dataset.name!r}\n  old did\n{was}\n  new did\n{now}"
        on_both = was.error != "AttributeError" and same(was, before.run(BOTH, dataset))
        if on_both:
            then = after.run(BOTH, dataset)
            if not same(was, then):
                raise fail(f"what was migrated is wrong ({len(left)} findings left) {what}\n  with the shim\n{then}")
        if same(was, now) or _shows_entities(was) or (new_is_partial and _has_empty_key(dataset)):
            continue
        if (left and was.error == "AttributeError") or "is not subscriptable" in was.detail:
            continue  # it fails as code does that is left, or as it never worked: neither side says more
        if not stops(was, now) and not (on_both and (left or _goes_on(old, was, now))):
            raise fail(f"the projects do not do the same ({len(left)} findings left) {what}")
        if not left:
            verdict = SILENT
    return verdict


def _stays(old: Files, new: Files, left: list[Finding], fail: Callable[[str], ProjectFailure]) -> None:
    """See that code on the dict API came out as it was, and that nothing is said of it."""
    for path, text in old.items():
        for block in _MODERN.finditer(text):
            if block[0] not in new[path]:
                raise fail(f"code on the dict API is changed in {path}")
            first, last = (text.count("\n", 0, at) + 1 for at in block.span())
            if any(one.path.endswith(path) and first <= one.place.line <= last for one in left):
                raise fail(f"code on the dict API is named in {path}")


def _shows_entities(outcome: Outcome) -> bool:
    """Whether an entity is printed whole: code that reads nothing of it could as well be about keys."""
    return any(
        f"<{name}: " in line for line in outcome.output for name in ("Metric", "SteppedMetric", "Param", "RunTag")
    )


def _goes_on(old: Files, was: Outcome, now: Outcome) -> bool:
    """Whether what is left may go on a little: after a handler for KeyError."""
    if now.error is not None or was.error is not None:
        return True
    return any(_SWALLOWS.search(text) for text in old.values())


def _has_empty_key(dataset: Dataset) -> bool:
    """Whether a key is not true as its entity was: code that is left may take another way, on the shim's keys too."""
    return any("" in items for run in dataset.runs.values() for items in (run.metrics, run.params, run.tags))
