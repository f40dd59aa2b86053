"""New bytes are written; files whose fixes go together are all written, or none is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rundata_migrate import files
from rundata_migrate.project.results import FileResult, error


def save(result: FileResult) -> FileResult:
    """Write the new bytes of a file; where that fails the file is as it was, and a finding says why."""
    if result.after is None or result.before is None:
        return result
    try:
        files.write(result.path, result.after, result.before)
    except Exception as reason:
        why = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        undone = tuple(replace(finding, fixed=False, place_after=None) for finding in result.findings)
        return replace(result, findings=(*undone, error(result.path, "RD906", f"not written: {why}")), after=None)
    return replace(result, written=True)


def save_together(results: Sequence[FileResult]) -> list[FileResult]:
    """Write the results of a group; those whose fixes go together are all written, or none is."""
    by_path = {result.path: result for result in results}
    saved: dict[str, FileResult] = {}
    for result in results:
        if result.path in saved:
            continue
        partners = [by_path[path] for path in result.together if path in by_path] or [result]
        written = [save(one) for one in partners]
        if len(written) > 1 and any(
            one.after is not None and not now.written for one, now in zip(partners, written, strict=True)
        ):
            written = [_put_back(one, now) for one, now in zip(partners, written, strict=True)]
        saved.update((one.path, one) for one in written)
    return [saved[result.path] for result in results]


def _put_back(result: FileResult, saved: FileResult) -> FileResult:
    """The file as it was, because one that its fixes go together with could not be written."""
    if not saved.written:
        return saved
    assert result.before is not None
    assert result.after is not None
    undone = tuple(replace(finding, fixed=False, place_after=None) for finding in result.findings)
    why = "a file that its fixes go together with could not be written"
    try:
        files.write(result.path, result.before, result.after)
    except Exception:
        why += ", and it could not be put back"
    return replace(result, findings=(*undone, error(result.path, "RD906", f"not written: {why}")), after=None)
