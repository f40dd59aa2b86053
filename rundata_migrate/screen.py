"""The cheap tests that let most files go: necessary conditions for a site, on bytes.

A file may pass for nothing; a file with a site always passes. The substring tests come first because they run
at memory speed, and expressions are kept for the few files in which all the words of one occur: an expression
that begins with a dot is tried at every dot of a file.

Not seen through: an attribute's name put together at run time, as in ``getattr(data, "met" + "rics")``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# What may stand between the dot and the name of an attribute: blanks, line breaks, continuations, comments.
# A comment ends the attempt where another dot and comment begin in it, for then the attempt from that dot
# decides: else a line of many ".#" would be read to its end from each of them.
_BLANK = rb"[\s\\]"
_GAP = rb"(?:" + _BLANK + rb"|#(?:[^\r\n.]|\.(?!" + _BLANK + rb"*#))*[\r\n])*"
_BLANKS = b" \t\n\r\f\v\\"
_SPACE, _DOT = b" ."
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_NEAR = 1024
"""How many bytes before a word are looked at."""

_CONTAINERS = (b"metrics", b"params", b"tags")
_ENTITY_READS = (b"key", b"value", b"timestamp", b"step")
_ANY_CONTAINER = rb"(?:metrics|params|tags)(?!\w)"
_CONTAINER_NAME = rb"[\"']_?(?:metrics|params|tags)[\"']"
_DATA_NAME = rb"[\"']_?data[\"'.]"
_ODD_ATTRIBUTE = rb"\." + _GAP + rb"\w*[\x80-\xff]"

# A test double that is given its containers by keyword, or by a path: ``**{"data.metrics": [...]}``.
_DOUBLE = (
    rb"(?<![\w.])(?:metrics|params|tags)\s*=\s*[\[\w]|[\"']data\.(?:metrics|params|tags)[\"']|"
    + rb"namedtuple\s*\([^)]{0,500}?(?:metrics|params|tags)(?!\w)"
)

# The ``.data`` of something as a value: kept, given or handed on.
_DATA_AS_VALUE = rb"\." + _GAP + rb"data(?!\w)(?![ \t]*[.(\[=])"

# ``case Run(data=d)``
_DATA_IN_PATTERN = rb"(?m)^[ \t]*case\b[^#]*?\bdata[ \t]*="

_IMPORT = rb"(?m)(?:^|[;:])[ \t]*(?:from[ \t]+|import[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*)"
_RIVAL = _IMPORT + rb"(?:databricks[ \t]*\.[ \t]*sdk|databricks[ \t]+import[^\n]*\bsdk|predibase)(?!\w)"
_MLFLOW = _IMPORT + rb"mlflow(?!\w)|import\w*\([ \t]*[\"']mlflow[.\"']"

_ASCII = bytes(range(128))


def _has(expression: bytes, data: bytes) -> bool:
    """Does an expression match anywhere?"""
    import re  # a third of the start-up, and most files get by without; it keeps what it has compiled

    return re.search(expression, data) is not None


def may_hold_site(data: bytes, has_mlflow: bool | None = None) -> bool:
    """False only where the file provably holds neither a site nor a suppression.

    ``has_mlflow`` is whether the word ``mlflow`` is in it, where that is known.
    """
    if has_mlflow is None:
        has_mlflow = b"mlflow" in data
    if _may_hold_site(data, has_mlflow):
        return True
    return not data.isascii() and _may_hold_site_as_read(data)


def _may_hold_site_as_read(data: bytes) -> bool:
    """The same of the text as Python reads it: a full-width ``.metrics`` is the attribute too."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _has(_ODD_ATTRIBUTE, data)
    if not may_have_odd_names(data):
        return False
    from unicodedata import normalize

    data = normalize("NFKC", text).encode()
    return _may_hold_site(data, b"mlflow" in data)


def may_have_odd_names(data: bytes) -> bool:
    """Whether a name may be read otherwise than it stands there; of what is not UTF-8 nothing is said."""
    if data.isascii():
        return False
    from unicodedata import normalize

    letters = set(data.translate(None, _ASCII).decode("utf-8", "ignore"))
    return any(min(normalize("NFKC", one)) <= "\x7f" for one in letters if f"a{one}".isidentifier())


def _may_hold_site(data: bytes, has_mlflow: bool) -> bool:
    # ``data``, ``RunData`` and ``rundata:`` have three letters in common: one scan instead of three.
    if b"ata" not in data:
        return has_mlflow and b"_dictionary" in data
    if b"rundata:" in data:
        return True
    if has_mlflow:  # `run.data` may be read in another file
        return _has_double(data) or _is_dynamic(data) or _is_attribute(data, (b"data",)) or _is_matched(data)
    if not any(name in data for name in _CONTAINERS):
        return False
    if _is_attribute(data, _CONTAINERS):
        return b"RunData" in data or _is_attribute(data, (b"data",))
    # Its name as a string, in a file that reads some ``.data``?
    return b"getattr(" in data and _is_attribute(data, (b"data",)) and _has(_CONTAINER_NAME, data)


def _has_double(data: bytes) -> bool:
    return (b"amespace" in data or b"ock" in data or b"namedtuple" in data) and _has(_DOUBLE, data)


def _is_matched(data: bytes) -> bool:
    """Is ``.data`` read by a pattern?"""
    return b"case" in data and b"match" in data and _has(_DATA_IN_PATTERN, data)


def _is_dynamic(data: bytes) -> bool:
    """May run data be reached by other means than ``.data``?"""
    if b"_dictionary" in data:
        return True
    if b"RunData" not in data and not _has(_DATA_NAME, data):
        return False
    return b"attr" in data or _is_attribute(data, _CONTAINERS) or _has(_CONTAINER_NAME, data)


def _is_attribute(data: bytes, names: Sequence[bytes]) -> bool:
    """Does any of the names stand after a dot, whatever may stand between the two?"""
    return any(_follows_dot(data, name) for name in names)


def _follows_dot(data: bytes, name: bytes) -> bool:
    """Does a name stand after a dot, or with blanks, line breaks or comments between?

    Goes from the name backwards: names are rarer than dots. The expression is asked where that would go far.
    """
    start = data.find(name)
    while start >= 0:
        end = start + len(name)
        before = data[start - 1] if start else _SPACE
        if before == _DOT:
            if not _is_word(data[end : end + 1]):
                return True
        # A word before it, and one blank: nearly all are in sentences.
        elif before in _BLANKS and (before != _SPACE or start < 2 or data[start - 2] not in _LETTERS):
            verdict = _ends_in_gap(data[max(0, start - _NEAR) : start], start <= _NEAR)
            if verdict is None:
                return _has(rb"\." + _GAP + name + rb"(?!\w)", data)
            if verdict and not _is_word(data[end : end + 1]):
                return True
        start = data.find(name, end)
    return False


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_"


def _ends_in_gap(before: bytes, is_whole: bool) -> bool | None:
    """Does what stands before a name, blanks at its end, end in a gap after a dot? None: that begins further up."""
    code = before.rstrip(_BLANKS)
    if code.endswith(b"."):
        return True
    gap = before[len(code) :]
    if code and b"\n" not in gap and b"\r" not in gap:
        return False
    lines = code.splitlines() if is_whole else code.splitlines()[1:]  # the first may not be there to its beginning
    for line in reversed(lines):
        line = line.strip(_BLANKS)
        if b"#" in line and _has(rb"\." + _BLANK + rb"*#", line):
            return True
        if line.endswith(b"."):
            return True
        if line and not line.startswith(b"#"):
            return False
    return False if is_whole else None


def reads_entities(data: bytes) -> bool:
    """Does anything there read what may be an attribute of an entity?"""
    return _is_attribute(data, _ENTITY_READS) or (b"attrgetter" in data and _has(rb"(?<!\w)attrgetter(?!\w)", data))


def keeps_data(data: bytes) -> bool:
    """May the ``.data`` of something be kept or handed on there: ``self.info = run.data``?"""
    return _is_attribute(data, (b"data",)) and _has(_DATA_AS_VALUE, data)


def takes_apart(data: bytes) -> bool:
    """May run data be read there without the name of a container: iterated, by a getter, by a pattern?"""
    if b"data" not in data or not reads_entities(data):
        return False
    return keeps_data(data) or _is_matched(data) or (b"attr" in data and _has(_DATA_NAME, data))


def reads_container(data: bytes) -> bool:
    """Are elements read there of what may be a container, in a file without any ``.data``?"""
    return any(name in data for name in _CONTAINERS) and _is_attribute(data, _CONTAINERS) and reads_entities(data)


def shows_list_api(data: bytes) -> bool:
    """Is ``.data.metrics`` written out, or anything read that may be an attribute of an entity?"""
    return reads_entities(data) or _has(rb"\." + _GAP + rb"data" + _GAP + rb"\." + _GAP + _ANY_CONTAINER, data)


def speaks_of_run_data(data: bytes) -> bool:
    """Is there a word of MLflow, or of what its lists are used for?

    Stricter than ``may_hold_site``: asked of files that cannot be parsed, whose sites nobody could rewrite.
    """
    if b"mlflow" in data or b"RunData" in data or b"rundata:" in data:
        return True
    if not _is_attribute(data, _CONTAINERS):
        return False
    return shows_list_api(data)


def mentions_mlflow(data: bytes) -> bool:
    """Does the file import mlflow?"""
    return b"mlflow" in data and _has(_MLFLOW, data)


def mentions_rival(data: bytes) -> bool:
    """Does the file import a library whose runs look like MLflow's and hold lists to this day?"""
    return (b"databricks" in data or b"predibase" in data) and _has(_RIVAL, data)
