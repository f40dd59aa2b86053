"""New bytes are written; files whose fixes go together are all written, or none is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rundata_migrate import files, journal, signals, writing
from rundata_migrate.project.results import PARTNER, FileResult, error, unwritten

_MOST_OPEN = 200
"""So many temporary files of one fix are kept open, and so locked: a process may not have a thousand."""


def save_together(results: Sequence[FileResult]) -> list[FileResult]:
    """Write the results of a group; those whose fixes go together are all written, or none is."""
    by_path = {result.path: result for result in results}
    saved: dict[str, FileResult] = {}
    for result in results:
        if result.path not in saved:
            partners = [by_path[path] for path in result.together if path in by_path] or [result]
            with signals.deferred():
                saved.update((one.path, one) for one in _save(partners))
    return [saved[result.path] for result in results]


def _save(partners: Sequence[FileResult]) -> list[FileResult]:
    """Write what is new of files that go together. Where one cannot be written, all are as they were, and say why."""
    fix = _Fix([one for one in partners if one.after is not None and one.before is not None])
    kept = journal.Journal()
    try:
        fix.stage()
        kept.write(fix.entries())
        fix.commit()
    except Exception as reason:
        fix.take_back(reason)
    finally:
        kept.remove()
    return [fix.results.get(one.path, one) for one in partners]


class _Fix:
    """Files with a new text each, which are all written or none: staged, committed, or taken back."""

    def __init__(self, wanted: Sequence[FileResult]) -> None:
        self.results: dict[str, FileResult] = {}
        """What became of each file, by its path."""
        self._wanted = wanted
        self._staged: dict[str, writing.Staged] = {}
        self._notes: dict[str, tuple[str, ...]] = {}
        self._at = ""
        """The path that is worked on: what is raised is about it."""

    def stage(self) -> None:
        """Write each new text beside its file; raises OSError, or what else a file may be refused for."""
        for one in self._wanted:
            self._at = one.path
            self._notes[one.path] = swept(one.path)
            assert one.after is not None
            staged = self._staged[one.path] = writing.stage(one.path, one.after, one.before)
            if len(self._staged) > _MOST_OPEN:
                staged.let_go()

    def entries(self) -> list[journal.Entry]:
        """What the journal has to know so that the next run can finish this one; one file alone is never half done."""
        several = self._wanted if len(self._wanted) > 1 else ()
        return [journal.entry_of(self._staged[one.path], one.before or b"", one.after or b"") for one in several]

    def commit(self) -> None:
        """Put each new text in the place of the old one; raises as ``stage`` does."""
        for one in self._wanted:
            self._at = one.path
            staged = self._staged[one.path]
            staged.commit()
            notes = (*one.notes, *self._notes[one.path], *told_links(one.path, staged.links))
            self.results[one.path] = replace(one, written=True, notes=notes)

    def take_back(self, reason: Exception) -> None:
        """Leave all files as they were, or say of which that cannot be; the one that ``reason`` is about tells it."""
        for path in self._staged.keys() - self.results.keys():
            self._staged[path].discard()
        why = {one.path: _put_back(one) if one.path in self.results else PARTNER for one in self._wanted}
        why[self._at] = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        self.results = {one.path: unwritten(one, why[one.path]) for one in self._wanted}


def swept(path: str) -> tuple[str, ...]:
    """Clear away what a killed run left beside a file, in words."""
    removed = writing.sweep(os.path.dirname(os.path.realpath(path)))
    return tuple(f"{files.from_here(name)}: left by a run that was killed, removed." for name in removed)


def told_links(path: str, links: int) -> tuple[str, ...]:
    """That a file has other names, which keep the old text, in words."""
    if not links:
        return ()
    names = "another name (hard link)" if links == 1 else f"{links} other names (hard links)"
    return (f"{path}: the file had {names}; what is there is the old text still.",)


def _put_back(result: FileResult) -> str:
    """Give a file its old bytes back, because another could not be written; why it is not written, in words."""
    assert result.after is not None
    assert result.before is not None
    try:
        writing.write(result.path, result.before, result.after)
    except Exception:
        return f"{PARTNER}, and it could not be put back"
    return PARTNER


def half_written(journals: Sequence[str], writes: bool) -> Iterator[FileResult]:
    """Finish what a killed run left half written, or say what it is where nothing may be written."""
    if not journals:
        return
    with signals.deferred():
        found = list(journal.finish(journals) if writes else journal.look(journals))
    for half in found:
        if half.is_finished:
            note = f"{_listed((*half.written, *half.waiting))}: half of a fix, left by a run that was killed, finished."
            yield FileResult(half.waiting[0], notes=(note,))
            continue
        then = "it cannot be finished, files have changed since" if writes else "a run that writes finishes it"
        for path in half.waiting:
            why = f"not written: a run was killed when half of a fix was in {_listed(half.written)}; {then}"
            yield FileResult(path, (error(path, "RD906", why),))


def _listed(paths: Sequence[str]) -> str:
    more = len(paths) - 2
    return ", ".join(paths[:2]) + (f" and {more} more" if more > 0 else "")
