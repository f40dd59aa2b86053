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
    wanted = [one for one in partners if one.after is not None and one.before is not None]
    staged: dict[str, writing.Staged] = {}
    done: list[FileResult] = []
    notes: dict[str, tuple[str, ...]] = {}
    at = wanted[0] if wanted else None
    kept = journal.Journal()
    try:
        for at in wanted:
            notes[at.path] = swept(at.path)
            assert at.after is not None
            staged[at.path] = writing.stage(at.path, at.after, at.before)
            if len(staged) > _MOST_OPEN:
                staged[at.path].let_go()
        if len(wanted) > 1:
            kept.write([journal.entry_of(staged[one.path], one.before or b"", one.after or b"") for one in wanted])
        for at in wanted:
            staged[at.path].commit()
            done.append(at)
    except Exception as reason:
        for path in staged.keys() - {one.path for one in done}:
            staged[path].discard()
        why = {one.path: PARTNER for one in wanted} | {one.path: _put_back(one) for one in done}
        if at is not None:
            why[at.path] = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        return [unwritten(one, why[one.path]) if one in wanted else one for one in partners]
    finally:
        kept.remove()
    return [
        replace(one, written=True, notes=(*one.notes, *notes[one.path], *told_links(one.path, staged[one.path].links)))
        if one in wanted
        else one
        for one in partners
    ]


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
