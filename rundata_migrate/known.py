"""The baseline in a run: what it knows is set apart, and it is written anew where that was asked for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rundata_migrate import baseline, files
from rundata_migrate.baseline import Baseline, BaselineError, Entry
from rundata_migrate.options import Options
from rundata_migrate.project.results import FileResult, Summary
from rundata_migrate.project.saving import swept
from rundata_migrate.ratchet import Compared, Looked, compare


def opened(options: Options) -> Baseline | None:
    """The baseline that a run was given, if any; raises BaselineError before anything else is done."""
    if options.baseline is None:
        if options.write_baseline:
            raise BaselineError("--write-baseline needs --baseline FILE, or `baseline` in the settings")
        return None
    return baseline.load(files.from_here(options.baseline), may_be_new=options.write_baseline)


def sifted(
    results: Iterable[FileResult],
    known: Baseline,
    options: Options,
    looked_at: Iterable[str],
    roots: Sequence[str],
    summary: Summary,
) -> Iterator[FileResult]:
    """The results without what the baseline knows; raises BaselineError where it cannot be written.

    What moved from one file to another is known only when all have been looked at, so all results wait for the last.
    """
    looked = Looked(
        {os.path.realpath(path) for path in looked_at},
        [os.path.realpath(path) for path in roots],
        options.per_file.disabled_in if options.per_file is not None else lambda _: (),
        options.writes,
    )
    compared = compare(known, [one for one in results if _says_something(one)], looked)
    summary.gone = sum(compared.gone.values())
    if options.write_baseline:
        summary.notes += swept(known.path)
        is_changed = baseline.save(known, compared.entries)
        summary.notes.append(_written(known, compared, is_changed))
        return (_all_known(one) for one in compared.results)
    summary.notes += _told(known, compared, options.verbose)
    return iter(compared.results)


def _says_something(result: FileResult) -> bool:
    return bool(result.findings or result.sites or result.passed_over or result.notes or result.after is not None)


def _all_known(result: FileResult) -> FileResult:
    """Errors stay, and what only looks like run data: the baseline has neither."""
    told = tuple(finding for finding in result.findings if finding.error or finding.is_doubtful)
    rest = tuple(finding for finding in result.findings if finding not in told)
    return replace(result, findings=told, known=(*result.known, *rest))


def _written(known: Baseline, compared: Compared, is_changed: bool) -> str:
    count = _sites(sum(compared.entries.values()))
    if not is_changed:
        return f"{known.path}: unchanged, {count}."
    before = f", {compared.new} of them new, {sum(compared.gone.values())} gone" if known.data is not None else ""
    return f"{known.path}: written, {count}{before}."


def _told(known: Baseline, compared: Compared, verbose: bool) -> Iterator[str]:
    count = sum(len(one.known) for one in compared.results)
    gone = sum(compared.gone.values())
    if count or gone:
        away = f"; {gone} that it lists {'is' if gone == 1 else 'are'} gone: --write-baseline takes them out"
        yield f"{known.path}: {_sites(count)} known{away if gone else ''}."
    if verbose:
        yield from _each(known, compared.gone)


def _each(known: Baseline, gone: Counter[Entry]) -> Iterator[str]:
    for entry, count in sorted(gone.items()):
        times = f" ({count} times)" if count > 1 else ""
        path = files.from_here(known.path_of(entry.file))
        yield f"{path}: {entry.rule} in {entry.definition} is gone: `{entry.code}`{times}"


def _sites(count: int) -> str:
    return f"{count} site{'s' * (count != 1)}"
