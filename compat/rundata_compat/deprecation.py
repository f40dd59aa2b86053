"""Telling the user about a list-style use: at their line, once a place, and never for what MLflow itself does.

A place is remembered by its code object and instruction, so that a loop over ten thousand runs pays for one
warning. It is forgotten when ``warnings.filters`` change, and never remembered where a filter says ``error`` or
``always``.
"""

from __future__ import annotations

import dis
import inspect
import os
import sys
import sysconfig
import threading
import warnings
from types import CodeType, FrameType
from typing import Any

from rundata_compat.bounded import remember
from rundata_compat.operations import message

__all__ = [
    "MODES",
    "RunDataDeprecationWarning",
    "current",
    "is_mlflow",
    "note",
    "note_iteration",
    "note_name",
    "note_read",
    "reset",
    "set_mode",
    "state",
]

MODES = ("default", "error", "silent", "record")


class RunDataDeprecationWarning(DeprecationWarning):
    """A container of run data, or an element of one, was used as MLflow up to 0.9.1 had it: as a list of entities."""


_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep
_LIBRARIES = tuple(
    os.path.abspath(path) + os.sep
    for path in {sysconfig.get_paths()["stdlib"], sysconfig.get_paths()["platstdlib"], os.path.dirname(os.__file__)}
)
_SITES = ("site-packages" + os.sep, "dist-packages" + os.sep)

_USER, _MLFLOW, _PASSED = range(3)

_kinds: dict[str, int] = {}
"""File name -> whose code it is; for all but MLflow, which is told by the module's name."""


_NOWHERE = (None, -1, None)

_CONTEXT_AWARE = bool(getattr(sys.flags, "context_aware_warnings", False))
"""Python 3.14 with that option, as it is by default without the GIL: ``catch_warnings`` has filters of its own, in the
context. A place is looked up each time then, for nothing that is quick shows them."""


def _filters() -> Any:
    """The filters that are in force here."""
    return warnings._get_filters() if _CONTEXT_AWARE else warnings.filters  # type: ignore[attr-defined]


class _State:
    """What the next use has to know. One instance; its attributes are replaced, not changed, but for ``seen``.

    ``last`` is the place that was seen last and the first of the filters then: code, instruction, filter. It is one
    tuple, so that no thread takes the code of one place with the instruction of another.
    """

    def __init__(self) -> None:
        word = os.environ.get("RUNDATA_COMPAT")
        self.mode = word if word in MODES else "default"
        self.recorder: Any = None
        self.seen: dict[tuple[int, int], CodeType] = {}
        self.filters: Any = None
        self.size = -1
        self.first: Any = None
        self.last: tuple[Any, int, Any] = _NOWHERE


state = _State()
_lock = threading.Lock()


def _forked() -> None:
    # Another thread may have held the lock, and there is none in the child to give it back.
    global _lock
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def current() -> tuple[str, Any]:
    """The mode and the recorder, for ``set_mode``."""
    return state.mode, state.recorder


def reset() -> None:
    """What holds for containers that were made without ``install``: RUNDATA_COMPAT, else default."""
    set_mode(_State().mode)


def set_mode(word: str, recorder: Any = None) -> None:
    """Say what a list-style use does from now on. ``recorder`` has ``add``; it is asked in mode record only."""
    with _lock:
        state.mode = word
        state.recorder = recorder
        state.seen = {}
        state.last = _NOWHERE
        for code in _told.values():
            code[:] = _NO_CODE


def note(operation: str, container: str) -> None:
    """Say that ``operation`` was done on ``run.data.<container>`` by whoever called into this package.

    Raises RunDataDeprecationWarning in mode error, and where the user's warning filters say so.
    """
    if state.mode == "silent":
        return
    frame = sys._getframe(1)
    while frame.f_code.co_filename.startswith(_OURS) and frame.f_back is not None:
        frame = frame.f_back
    place = (id(frame.f_code), frame.f_lasti)
    if place in state.seen and _filters_unchanged():
        if state.size > 0 and not _CONTEXT_AWARE:
            state.last = (frame.f_code, frame.f_lasti, state.first)
        return
    _tell(frame, place, operation, container)


_NO_CODE = (None, None)
_told: dict[str, list[Any]] = {}


def told(name: str) -> list[Any]:
    """For readers of one attribute of elements: a code object whose only read of it was told, and the filter then.

    What it holds is replaced at once, by one instruction: no thread sees a code object with the filter of another.
    """
    return _told.setdefault(name, list(_NO_CODE))


def note_read(name: str, container: str) -> None:
    """Say that an attribute of an element was read, as ``note`` does, and remember where the code reads it once."""
    note("entity." + name, container)
    last = state.last
    frame = sys._getframe(2)
    if last[0] is frame.f_code and last[1] == frame.f_lasti and _reads_once(frame.f_code, frame.f_lasti, name):
        with _lock:
            if state.last is last:
                told(name)[:] = last[0], last[2]


_BY_NAME = frozenset(("getattr", "attrgetter", "hasattr", "key", "map", "vars"))
_alone: dict[tuple[int, int], tuple[CodeType, bool]] = {}


def _reads_once(code: CodeType, at: int, name: str) -> bool:
    """Whether this instruction is the only place of the code that reads the attribute, as far as its words say."""
    known = _alone.get((id(code), at))
    if known is None:
        reads = [
            one.offset for one in dis.get_instructions(code) if one.argval == name and one.opname.startswith("LOAD_")
        ]
        known = remember(_alone, (id(code), at), (code, reads == [at] and _BY_NAME.isdisjoint(words(code))))
    return known[1]


def words(code: CodeType) -> set[Any]:
    """The names and texts that a code object has, those in tuples too."""
    found: set[Any] = set(code.co_names)
    for constant in code.co_consts:
        found.update(constant if isinstance(constant, (tuple, frozenset)) else (constant,))
    return found


def note_name(text: str) -> None:
    """Say that a name of old MLflow was used, as ``note`` does. No record has it: in that mode too it warns."""
    note(text, "")


_GET_ITER = dis.opmap["GET_ITER"]
_CALLS = frozenset(
    dis.opmap[name]
    for name in ("CALL", "CALL_KW", "PRECALL", "CALL_FUNCTION", "CALL_FUNCTION_KW", "CALL_METHOD")
    if name in dis.opmap
)
_instructions: dict[tuple[int, int], tuple[CodeType, int]] = {}


def note_iteration(container: Any, name: str) -> None:
    """Record what is iterated: the container itself. No list-style use, and never a warning.

    Elements that are read as entities may come from a list of entities too; this tells the two apart. A loop asks the
    container for its iterator itself. A function written in C may come by it in something else that it was given
    (``itertools.chain.from_iterable``): there, the names that hold the container say what the argument was.
    """
    if state.mode != "record":
        return
    iterated = getattr(state.recorder, "iterated", None)
    if iterated is None:
        return
    frame = sys._getframe(2)
    place = (id(frame.f_code), frame.f_lasti)
    known = _instructions.get(place)
    if known is None:
        instruction = frame.f_code.co_code[frame.f_lasti] if _kind(frame) == _USER else -1
        known = remember(_instructions, place, (frame.f_code, instruction))
    if known[1] == _GET_ITER:
        iterated(frame.f_code, frame.f_lasti, frame.f_lineno, name)
    elif known[1] in _CALLS:
        names = _names_of(container, frame)
        if names:
            iterated(frame.f_code, frame.f_lasti, frame.f_lineno, name, names)


def _names_of(value: Any, frame: FrameType) -> tuple[str, ...]:
    """The variables of a frame that hold the value: its own, and the module's that it uses."""
    code = frame.f_code
    own = frame.f_locals
    if not code.co_flags & inspect.CO_OPTIMIZED and type(own) is not dict:
        return ()  # a class body whose metaclass brought a mapping of its own
    found = [name for name in (*code.co_varnames, *code.co_cellvars, *code.co_freevars) if own.get(name) is value]
    for name in code.co_names:  # of attributes too, which no variable need have
        if own.get(name, frame.f_globals.get(name)) is value:
            found.append(name)
    return tuple(sorted(set(found)))


def _tell(frame: FrameType, place: tuple[int, int], operation: str, container: str) -> None:
    word = state.mode
    direct = frame
    user = _user_frame(frame)
    if user is None:  # MLflow's own use, now and whenever it comes back to this place
        if word != "record" and _kind(direct) == _MLFLOW:  # a library's place is anybody's
            _remember(place, direct.f_code)
        return
    if word == "record" and container:
        if state.recorder is not None:
            state.recorder.add(user.f_code, user.f_lasti, user.f_lineno, operation, container)
        return
    text = message(operation, container) if container else operation
    if word == "error":
        raise RunDataDeprecationWarning(text)
    module = user.f_globals.get("__name__") or "<unknown>"
    if not _filters_unchanged():
        _watch_filters()
    if user is not direct:  # the standard library in between: what is remembered is the user's place
        place = (id(user.f_code), user.f_lasti)
        if place in state.seen:
            return
    action = _action(text, str(module), user.f_lineno)
    if action not in ("error", "always", "all"):
        _remember(place, user.f_code)
    warnings.warn_explicit(
        text,
        RunDataDeprecationWarning,
        filename=user.f_code.co_filename,
        lineno=user.f_lineno,
        module=str(module),
        registry=user.f_globals.setdefault("__warningregistry__", {}),
        module_globals=user.f_globals if user.f_globals.get("__spec__") is not None else None,
    )


def _remember(place: tuple[int, int], code: CodeType) -> None:
    # The code object is kept, so that its id is not given to another one.
    remember(state.seen, place, code)


def _user_frame(frame: FrameType | None) -> FrameType | None:
    """The first frame that is neither ours nor the standard library's; None where that is MLflow's."""
    last = frame
    while frame is not None:
        kind = _kind(frame)
        if kind == _USER:
            return frame
        if kind == _MLFLOW:
            return None
        last = frame
        frame = frame.f_back
    return last  # only the standard library is left, as in a thread whose target is a library's function


def is_mlflow(frame: FrameType) -> bool:
    """Whether it is MLflow's own code that runs there."""
    name = frame.f_globals.get("__name__")
    return isinstance(name, str) and (name == "mlflow" or name.startswith("mlflow."))


def _kind(frame: FrameType) -> int:
    if is_mlflow(frame):
        return _MLFLOW
    filename = frame.f_code.co_filename
    kind = _kinds.get(filename)
    if kind is None:
        path = os.path.abspath(filename)
        library = path.startswith(_LIBRARIES) and not any(site in path for site in _SITES)
        passed = library or path.startswith(_OURS) or filename.startswith("<frozen ")
        kind = remember(_kinds, filename, _PASSED if passed else _USER)
    return kind


def _filters_unchanged() -> bool:
    """Whether ``warnings.filters`` are what they were when the places were seen."""
    filters = _filters()
    return filters is state.filters and len(filters) == state.size and (not filters or filters[0] is state.first)


def _watch_filters() -> None:
    with _lock:
        filters = _filters()
        state.seen = {}
        state.filters = filters
        state.size = len(filters)
        state.first = filters[0] if filters else None


def _action(text: str, module: str, line: int) -> str:
    """What the filters say to this warning; the same walk as in ``warnings.warn_explicit``."""
    for action, pattern, category, where, at in _filters():
        if (
            issubclass(RunDataDeprecationWarning, category)
            and (pattern is None or _match(pattern, text))
            and (where is None or _match(where, module))
            and at in (0, line)
        ):
            return str(action)
    return str(getattr(warnings, "defaultaction", "default"))


def _match(pattern: Any, text: str) -> bool:
    # Python's own stock filters hold plain strings ("__main__"), the rest compiled expressions.
    return bool(pattern == text if isinstance(pattern, str) else pattern.match(text))
