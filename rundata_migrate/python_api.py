"""Facts about functions of Python's own and of other libraries: what they give of what they are given. Tables only.

A function that is listed is seen through, so that what stands behind it can be rewritten. One that is not is unknown:
what comes out of it is named where entities are read of it (``flow/derived.py``), and never rewritten.
"""

from __future__ import annotations

PLAIN_DECORATORS = frozenset(
    {"staticmethod", "classmethod", "property", "cached_property", "lru_cache", "cache", "wraps", "contextmanager"}
    | {"fixture", "retry"}
)
"""Decorators, by the last part of their names, that leave what a call gives as it is."""

LIST_GIVES_ONE = frozenset({"pop", "popleft", "__getitem__"})
"""Methods of lists and the like that give an element."""

DICT_GIVES_ONE = frozenset({"get", "pop", "setdefault"})
"""Methods of dicts that give what stands at a key."""

LISTS_OWN = frozenset({"__add__", "__class__", "__getitem__", "__iter__", "__mul__", "__reversed__", "__rmul__"})
"""Methods by which a list gives its elements, or another list of them; those of a dict give keys."""

COLLECTIONS = frozenset(
    {"list", "tuple", "set", "frozenset", "dict", "deque", "OrderedDict", "defaultdict", "UserList", "UserDict"}
)
"""Classes whose instances hold what they are made of, by the last part of their names."""

COPIES = frozenset({"copy", "to_list"})
"""Methods of lists and the like that give another one with the same elements."""

LISTING = frozenset({"list", "tuple", "sorted", "reversed", "iter", "set", "frozenset"})
"""Builtins that give something with the same elements."""

GIVES_ANYTHING = frozenset({"super", "vars", "eval", "__import__", "globals", "locals"})
"""Builtins of whose results nothing is known."""

SAME_OBJECT = frozenset(
    {"copy.copy", "copy.deepcopy", "dataclasses.replace", "attr.evolve", "attrs.evolve", "contextlib.closing"}
)
"""Functions that give their first argument, or one like it."""

AS_DICT = frozenset({"dataclasses.asdict", "attr.asdict", "attrs.asdict"})
"""Functions that give the fields of their first argument by their names."""

CASTS = frozenset({"typing.cast", "t.cast"})

GETTER = "operator.attrgetter"
ITEM_GETTER = "operator.itemgetter"
METHOD_CALLER = "operator.methodcaller"

SAME_ELEMENTS: dict[str, int] = {
    **dict.fromkeys(
        (
            *("tqdm.tqdm", "tqdm.std.tqdm", "tqdm.auto.tqdm", "tqdm.autonotebook.tqdm", "tqdm.notebook.tqdm"),
            *("tqdm.asyncio.tqdm", "tqdm.rich.tqdm", "tqdm.tqdm_notebook", "rich.progress.track", "click.progressbar"),
            *(
                "alive_progress.alive_it",
                "progressbar.progressbar",
                "progressbar.bar.progressbar",
                "fastprogress.progress_bar",
            ),
            *("more_itertools.peekable", "more_itertools.seekable", "more_itertools.always_iterable"),
            "itertools.cycle",
        ),
        0,
    ),
}
"""Function -> which argument's elements it gives, each as it is and in order; others say nothing of them."""

ELEMENTS: dict[str, int] = {
    **SAME_ELEMENTS,
    **dict.fromkeys(("collections.deque", "itertools.islice", "itertools.pairwise", "random.sample", "heapq.merge"), 0),
    "random.choices": 0,
    **dict.fromkeys(
        ("itertools.takewhile", "itertools.dropwhile", "itertools.filterfalse", "heapq.nlargest", "heapq.nsmallest"), 1
    ),
}
"""Function -> which argument its elements come from: the same ones, some of them, or in another order."""

JOINED = frozenset({"itertools.chain", "itertools.zip_longest", "heapq.merge", "more_itertools.roundrobin"})
"""Functions that give the elements of all their arguments."""

FLATTENED = frozenset({"itertools.chain.from_iterable", "more_itertools.flatten"})
"""Functions that give the elements of the elements of their first argument."""

ONE_OF = frozenset({"random.choice", "more_itertools.first", "more_itertools.last", "more_itertools.one"})
"""Functions that give one element of their first argument."""

PICKING = frozenset({*ONE_OF, ITEM_GETTER, "operator.getitem", "functools.reduce", "statistics.mode"})
"""Functions that give an element of an argument, or make a function that does."""

SAME = frozenset(
    {"asyncio.run", "asyncio.create_task", "asyncio.ensure_future", "asyncio.wait_for", "asyncio.shield", "anyio.run"}
)
"""Functions that give what they are given, sooner or later."""

ALL = frozenset({"asyncio.gather"})
"""Functions that give a list of what their arguments give."""

POOLS = frozenset(
    {
        *(f"concurrent.futures.{kind}PoolExecutor" for kind in ("Thread", "Process")),
        *(f"concurrent.futures.{kind.lower()}.{kind}PoolExecutor" for kind in ("Thread", "Process")),
        *("multiprocessing.Pool", "multiprocessing.pool.Pool", "multiprocessing.pool.ThreadPool"),
        *("multiprocessing.dummy.Pool", "joblib.Parallel"),
    }
)
"""Classes of pools, which run functions elsewhere."""

POOL_MAPS = frozenset({"map", "imap", "imap_unordered"})
"""Methods of a pool that give what a function gives, for each element of the others."""

POOL_CALLS = frozenset({"submit", "apply", "apply_async"})
"""Methods of a pool that give what a function gives, or a future of it."""

WAITS = frozenset({"concurrent.futures.as_completed", "asyncio.as_completed"})
"""Functions that give the futures that they are given, as they are done."""

FUTURE_READS = frozenset({"result", "get"})
"""Methods of a future that give what its function gave."""

KEEPING = frozenset(
    {"append", "appendleft", "add", "insert", "extend", "extendleft", "setdefault", "update", "put", "put_nowait"}
    | {"push", "send", "__setitem__", "register", "set_result"}
)
"""Methods of lists, dicts, sets, queues and the like that keep what they are given."""

ASKING = frozenset(
    {"get", "index", "count", "remove", "discard", "pop", "isdisjoint", "issubset", "issuperset", "startswith"}
    | {"endswith", "split", "strip", "replace", "join", "encode", "decode", "copy", "keys", "items", "values"}
)
"""Methods of lists, dicts, sets and texts that keep nothing of what they are given."""

GIVES_NOTHING = frozenset(
    {"len", "str", "int", "float", "bool", "print", "isinstance", "issubclass", "type", "range", "open", "hash", "id"}
    | {"repr", "format", "any", "all", "abs", "round", "input", "ord", "chr", "dict", "hasattr", "setattr", "callable"}
)
"""Builtins whose result holds no element of what they are given; ``dict`` of a container copies keys and values."""

GIVES_ONE = frozenset({"next", "max", "min"})
"""Builtins that give one element of what they are given."""

GIVING = frozenset({*ELEMENTS, *JOINED, *FLATTENED, *ONE_OF, *SAME, *ALL, *WAITS, *POOLS})
"""All of these functions that give something of what they are given."""

CONSUMING_ROOTS = frozenset(
    {"json", "yaml", "toml", "pandas", "numpy", "polars", "pprint", "logging", "math", "os", "re", "mlflow", "random"}
    | {"matplotlib", "seaborn", "plotly", "csv", "io", "time", "datetime", "uuid", "hashlib", "click", "typer"}
    | {"rundata_compat"}
)
"""Libraries whose functions make something of their own of a dict: nothing that they give is an entity."""
