"""IPython's own lines in Python: other Python of the same length takes their place, so that the rest can be read.

``%time expr`` becomes ``0    ;expr``, any other magic, ``!command`` or ``name?`` becomes ``0###``, and what
``x = !ls`` or ``x = %sql ...`` gives is the result of a call of something unknown.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rundata_migrate import screen

# -- cells ---------------------------------------------------------------------------------------------------

_CELL_MAGIC = re.compile(r"(?:[ \t]*\r?\n)*%%([\w.]+)[^\n]*(?:\n|\Z)")
_BODY_IS_RUN = frozenset({"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "prof", "pyinstrument"})
"""Cell magics that run the rest of their cell as if they were not there."""
_OTHER_LANGUAGE = frozenset(
    {
        *("bash", "sh", "cmd", "cmd.exe", "powershell", "system", "sx", "!", "script", "html", "HTML", "svg", "SVG"),
        *("latex", "markdown", "javascript", "js", "sql", "bigquery", "R", "r", "julia", "perl", "ruby", "scala"),
        *("cython", "cpp", "cu", "fortran", "mermaid", "graphviz", "dot", "css", "md", "fs", "sparksql", "duckdb"),
    }
)
"""Cell magics of cells that are no Python."""

_LANGUAGE_LINE = re.compile(r"\s*%(?:md|md-sandbox|sql|scala|r|sh|fs|java)(?:[ \t]*\r?\n|(?<=md)[ \t])")
"""The first line of a Databricks cell in another language."""


@dataclass(frozen=True)
class Body:
    """What of a cell is Python of this notebook."""

    start: int
    """Where it begins: behind the line of a cell magic."""
    text: str
    """Masked, of the same length as the source from there on."""


@dataclass(frozen=True)
class NotRead:
    """Why a cell is left out; nothing is said of those in other languages."""

    message: str
    line: int = 1
    column: int = 1
    is_error: bool = True


def body_of(source: str) -> Body | NotRead | None:
    """The Python of a cell, or why it cannot be read; None for one in another language."""
    match = _CELL_MAGIC.match(source)
    start = match.end() if match is not None else 0
    if (match is not None and match[1] in _OTHER_LANGUAGE) or _LANGUAGE_LINE.match(source):
        return None
    text = masked(source[start:])
    complaint = _complaint(text)
    if complaint is not None:
        again = masked(source[start:], commands=True)
        if again != text and _complaint(again) is None:
            text, complaint = again, None
    if complaint is None and (match is None or match[1] in _BODY_IS_RUN):
        return Body(start, text)
    if match is not None and match[1] not in _BODY_IS_RUN:
        what = f"what `%%{match[1]}` does with its cell is not known: the cell is left as it is"
        return NotRead(what, source.count("\n", 0, start), is_error=False)
    assert complaint is not None
    line, column, message = complaint
    return NotRead(message, line + source.count("\n", 0, start), column)


def _complaint(text: str) -> tuple[int, int, str] | None:
    """Line, column and words of Python's parser, if it does not take the text."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 1, max(error.offset or 1, 1), error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        return 1, 1, " ".join(str(error).split()) or "too deeply nested"
    return None


# -- lines ---------------------------------------------------------------------------------------------------

_MAY_BE_ANY = re.compile(r"(?m)^[ \t]*[%!?]|\?[ \t;]*\r?$|=[ \t]*[!%]")
_COMMAND = re.compile(r"[ \t]*(?:pip3?|conda|mamba|uv|cd|ls|cat|mkdir|rm|cp|mv|pwd)(?:[ \t]+[^\s=.,(\[].*)?[ \t]*\r?\Z")
"""What IPython takes for a magic without its percent sign."""

_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\r\n]* )
    | (?P<text> \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3} | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*' )
    | (?P<open> [\[({] ) | (?P<close> [\])}] )
    | (?P<joined> \\\r?\n )
    | (?P<end> \r\n|\r|\n )
    | [^\#"'\[\](){}\\\r\n]+ | .
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPED = re.compile(r"[ \t]*[%!?]")
_HELP = re.compile(r"[ \t]*%{0,2}[^\W\d][\w.*]*(?:\[\d+\])?\?{1,2}[ \t]*;?[ \t]*\r?\Z")
_ASSIGNED = re.compile(r"([ \t]*[^\W\d][\w.\[\]'\", *]*=[ \t]*)([!%].*)", re.DOTALL)
_RUN = re.compile(r"%(?P<name>time|timeit|prun|memit|lprun|mprun)[ \t]+")
_WITH_VALUE = {"time": "", "timeit": "nrp", "prun": "lsTD", "memit": "rti", "lprun": "fmTDsuz", "mprun": "fT"}
_OPTION = re.compile(r"--?([A-Za-z])([^\s]*)[ \t]+")
_WORD = re.compile(r"\S+[ \t]+")


def masked(source: str, commands: bool = False) -> str:
    """The text with IPython's lines masked at their length; with ``commands`` also ``pip install`` and the like."""
    if not commands and _MAY_BE_ANY.search(source) is None:
        return source
    done: list[str] = []
    at = 0
    while at < len(source):
        end = _line_end(source, at)
        first = source[at:end]
        if _ESCAPED.match(first) or (commands and _COMMAND.match(first)):
            end = _continued(source, at)
            done.append(_masked_line(source[at:end]))
        elif _HELP.match(first):
            done.append(_blotted(first))
        else:
            assigned = _ASSIGNED.match(source[at : _continued(source, at)])
            if assigned is not None:
                end = at + assigned.end()
                done.append(assigned[1] + _unknown(assigned[2]))
            else:
                end = _logical_end(source, at)
                done.append(source[at:end])
        at = end
        breaks = re.compile(r"\r?\n|\r").match(source, at)
        if breaks is not None:
            done.append(breaks[0])
            at = breaks.end()
    return "".join(done)


def _line_end(source: str, at: int) -> int:
    end = source.find("\n", at)
    end = len(source) if end < 0 else end
    return end - 1 if end > at and source[end - 1] == "\r" else end


def _continued(source: str, at: int) -> int:
    """The end of a line, with those that backslashes join to it."""
    end = _line_end(source, at)
    while source[at:end].endswith("\\") and end < len(source):
        after = source.find("\n", end) + 1
        at, end = after, _line_end(source, after)
    return end


def _logical_end(source: str, at: int) -> int:
    """The end of a statement's last line: not in brackets, nor in a text."""
    depth = 0
    for token in _TOKEN.finditer(source, at):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "end" and depth <= 0:
            return token.start()
    return len(source)


def _masked_line(line: str) -> str:
    indent = len(line) - len(line.lstrip(" \t"))
    start = _statement(line[indent:])
    if start is None:
        return line[:indent] + _blotted(line[indent:])
    return line[:indent] + "0" + " " * (start - 2) + ";" + line[indent + start :]


def _statement(line: str) -> int | None:
    """Where the Python begins behind ``%time`` and the like, if there is some."""
    match = _RUN.match(line)
    if match is None:
        return None
    at = match.end()
    while (option := _OPTION.match(line, at)) is not None:
        at = option.end()
        if option[1] in _WITH_VALUE[match["name"]] and not option[2]:
            value = _WORD.match(line, at)
            at = value.end() if value is not None else at
    return at if line[at : at + 1] not in ("", "%", "!", "#") else None


def _blotted(text: str) -> str:
    """A statement that does nothing, of the same length, its line breaks kept."""
    if not text.strip():
        return text
    first, *rest = text.split("\n")
    indent = len(first) - len(first.lstrip(" \t"))
    lines = [first[:indent] + "0" + "#" * (len(first) - indent - 1), *("#" * len(line) for line in rest)]
    return "\n".join(lines)


def commented(text: str) -> str:
    """Comments of the same length, the line breaks kept."""
    return re.sub(r"[^\r\n]", "#", text)


def _unknown(text: str) -> str:
    """An expression of which nothing is known, of the same length; ``%time expr`` gives what ``expr`` does."""
    start = _statement(text)
    if start is not None:
        return " " * start + text[start:]
    first, *rest = text.split("\n")
    known = "_()" + "#" * (len(first) - 3) if len(first) > 2 else "_" * len(first)
    return "\n".join([known, *("#" * len(line) for line in rest)])


# -- what IPython's lines read -------------------------------------------------------------------------------

LEFT = "what IPython runs by itself is left as it is"
"""Said of a line that may hold a site."""
_READ = re.compile(r"\$\{?([^\W\d]\w*)|\{([^{}]+)\}|(?:-[io]|%store(?:[ \t]+-\w)*)[ \t]+([\w,]+)")


def left_lines(source: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines, from 0, that a mask has nothing of but a placeholder."""
    for number, (old, new) in enumerate(zip(source.split("\n"), text.split("\n"), strict=True)):
        if old != new and "#" in new and not old.lstrip().startswith("#"):
            yield number, old


def may_matter(line: str) -> bool:
    """Whether a line may hold a site: containers are read in it, and something of their elements."""
    data = line.encode("utf-8", "replace")
    return screen.may_hold_site(data) and (b"[" in data or screen.reads_entities(data))


def read_in(line: str) -> str:
    """The names of Python that a line of IPython's, or of a cell magic, may read: ``$x``, ``{x}``, ``-i x``."""
    return " ".join("".join(match.groups("")) for match in _READ.finditer(line))


# -- what else is run ----------------------------------------------------------------------------------------

_RUNS = re.compile(r"(?m)^[ \t]*(?:\#[ \t]*MAGIC[ \t]+)?%run[ \t]+(?:-[a-zA-Z][ \t]+)*(\"[^\"\n]+\"|'[^'\n]+'|\S+)")


def as_name(stem: str) -> str:
    """The name of a file or folder as an identifier: what ``%run "01 load.ipynb"`` brings in has to be imported."""
    return stem if stem.isidentifier() else "_" + re.sub(r"\W", "_", stem)


def runs(source: str) -> Iterator[tuple[int, str]]:
    """What ``%run`` runs in a text: the offset of the line, and the path as it is written."""
    for match in _RUNS.finditer(source):
        yield match.start(), match[1].strip("\"'")
