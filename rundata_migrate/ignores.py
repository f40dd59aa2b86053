"""``--add-ignores``: a comment on each line with something left, as ``suppressions`` reads it; nothing else changes."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from rundata_migrate import suppressions, writing
from rundata_migrate.documents.model import Document, DocumentError
from rundata_migrate.findings import Edit, Finding
from rundata_migrate.project.results import FileResult, error
from rundata_migrate.project.saving import swept, told_links

MAX_ROUNDS = 5
"""So often is looked again at what is left: a fix that a comment holds back may be named where it goes together."""


class Ignores:
    """The comments of one run, round by round: what is left is looked at again with them in place."""

    def __init__(self) -> None:
        """None yet."""
        self._files: dict[str, _File] = {}
        self._problems: dict[str, str] = {}
        self._notes: dict[str, None] = {}

    def add(self, results: Iterable[FileResult]) -> bool:
        """Write comments for what is left in these files; whether anything was written."""
        is_changed = False
        for result in results:
            document = result.document
            if document is None or result.before is None or result.path in self._problems:
                continue
            if suppressions.generated_at(document.text):  # the comment would go when it is generated anew
                continue
            file = self._files.setdefault(result.path, _File(document))
            file.take(result.findings)
            try:
                data = file.with_comments()
                if data != result.before:
                    self._notes.update(dict.fromkeys(swept(result.path)))
                    links = writing.write(result.path, data, result.before)
                    self._notes.update(dict.fromkeys(told_links(result.path, links)))
                    is_changed = True
            except (OSError, DocumentError, writing.ChangedOnDiskError) as reason:
                self._problems[result.path] = f"not written: {getattr(reason, 'strerror', None) or reason}"
        return is_changed

    def told(self) -> Iterator[str]:
        """What was done, for the end of the report."""
        yield from self._notes
        counts = [len(file.wanted) for path, file in self._files.items() if file.wanted and path not in self._problems]
        if counts:
            lines, files = sum(counts), len(counts)
            yield f"Added comments to {lines} line{'s' * (lines != 1)} in {files} file{'s' * (files != 1)}."

    def problems(self) -> Iterator[FileResult]:
        """What could not be written."""
        for path, problem in self._problems.items():
            yield FileResult(path, (error(path, "RD906", problem),))


class _File:
    """One file as it was before, and the rules that are to stand behind its lines."""

    def __init__(self, document: Document) -> None:
        self.wanted: dict[int, set[str]] = {}
        self._document = document
        self._lines = _Lines(document.text)
        self._dropped: set[tuple[int, str]] = set()
        self._numbers: dict[tuple[int | None, int], int] = {}
        """Cell and line, as findings have them -> line of the text. Comments at their ends change none."""
        for line in range(1, document.text.count("\n") + 2):
            location = document.locate(line, 1)
            self._numbers.setdefault((location.cell, location.line), line)

    def take(self, findings: Iterable[Finding]) -> None:
        """Want comments for what is left, and no longer those that turned out to suppress nothing."""
        for finding in findings:
            first = self._numbers.get((finding.cell, finding.place.line))
            last = self._numbers.get((finding.cell, finding.place.end_line))
            if first is None or last is None or finding.error or finding.is_doubtful:
                continue
            if finding.rule == suppressions.RULE:
                self._drop(first, finding)
                continue
            line = self._lines.place_for(first, last)
            if line is not None and (line, finding.rule) not in self._dropped:
                self.wanted.setdefault(line, set()).add(finding.rule)

    def _drop(self, line: int, finding: Finding) -> None:
        """With a comment behind it a site may be told by another rule."""
        for rule in sorted(self.wanted.get(line, ())):
            if finding.proposal == suppressions.delete(rule):
                self._dropped.add((line, rule))
                self.wanted[line].discard(rule)
        if not self.wanted.get(line, True):
            del self.wanted[line]

    def with_comments(self) -> bytes:
        """The file with its comments; raises DocumentError."""
        return self._document.apply(
            [edit for line, rules in sorted(self.wanted.items()) for edit in self._lines.with_rules(line, rules)]
        )


_CODES = re.compile(r"(#\s*rundata:\s*ignore\s*\[)([^\]\n]*)(?=\])")


class _Lines:
    """The lines of a text, and which of them can end with a comment."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self._ends: set[int] = set()
        """Lines that can end with a comment: no string goes on behind them, and no backslash joins them to the next."""
        self._comments: dict[int, tokenize.TokenInfo] = {}
        self._spans: list[tuple[int, int]] = []
        """First and last lines of brackets and logical lines."""
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(text, newline=None).readline))
        except (tokenize.TokenError, SyntaxError):
            return
        nested = 0
        for token in tokens:
            kind = tokenize.tok_name[token.type]
            nested += kind in ("FSTRING_START", "TSTRING_START")
            nested -= kind in ("FSTRING_END", "TSTRING_END")
            if nested:
                continue
            if token.type in (tokenize.NEWLINE, tokenize.NL):
                self._ends.add(token.start[0])
            elif token.type == tokenize.COMMENT:
                self._comments[token.start[0]] = token
        self._spans = sorted(suppressions.lines_that_belong_together(tokens), key=lambda span: span[1] - span[0])

    def place_for(self, first: int, last: int) -> int | None:
        """The line for a comment on what stands in these lines: its first or last, or that of what it stands in."""
        around = [line for low, high in self._spans if low <= first and last <= high for line in (low, high)]
        return next((line for line in (first, last, *around) if line in self._ends), None)

    def with_rules(self, line: int, rules: set[str]) -> Iterator[Edit]:
        """The edit that adds rules to a line's comment, or a comment; none where they stand there."""
        comment = self._comments.get(line)
        start = self.starts[line - 1]
        if comment is not None:
            match = _CODES.search(comment.string)
            if match is not None:
                listed = [code.strip() for code in match[2].split(",") if code.strip()]
                more = sorted(rule for rule in rules if not any(rule.startswith(code.upper()) for code in listed))
                at = start + comment.start[1]
                if more:
                    yield Edit(at + match.start(2), at + match.end(2), ", ".join([*listed, *more]))
                return
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        at = start + len(self.text[start:end].rstrip())
        yield Edit(at, at, f"  # rundata: ignore[{', '.join(sorted(rules))}]")
