from __future__ import annotations

import random
import sysconfig
import textwrap
from pathlib import Path

import plain_screen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundata_migrate.screen import _NEAR, may_hold_site, mentions_mlflow, mentions_rival, reads_entities

SITES = [
    "for m in run.data.metrics: print(m.key)",
    "run.data.params[0].value",
    "x = [t.value for t in r.data.tags if t.key == k][0]",
    "data = run.data\nfor m in data.metrics: pass",
    "def f(data: RunData):\n    return list(data.metrics)",
    "def f(d):\n    # type: (RunData) -> None\n    d.metrics.append(1)",
    "(run\n .data\n .metrics)",
    "(run.\n data.\n metrics)",
    "(run. # of the client\n data. # its data\n\n  # all\n  metrics)",
    "run.\\\n data.\\\n  metrics",
    "run.data. # see.# this. # and\n # that. And.\n#\n\n#\n metrics",
    "run.\\\r\n data.\\\r\n  metrics",
    "run . data . metrics",
    "run.\tdata.\x0cmetrics",
    'getattr(run.data, "metrics")',
    "import mlflow\nfor name in names:\n    for e in getattr(run.data, name): e.key",
    'import mlflow\nfor m in getattr(getattr(run, "data"), "metrics"): m.key',
    "import mlflow\nfor m in getattr(run, 'data').metrics: m.key",
    'import mlflow\nfrom operator import attrgetter\nattrgetter("data.metrics")(run)',
    'import mlflow\nattrgetter("metrics")(run.data)',
    'import mlflow\nrun.to_dictionary()["data"]["metrics"]',
    "from mlflow.entities import Run\nRun.from_dictionary(d)",
    "from mlflow.entities import RunData\nRunData.from_dictionary(d)",
    'import mlflow\ndict(run.data)["metrics"]',
    'import mlflow\nvars(run.data)["_metrics"]',
    "import mlflow\nrun = SimpleNamespace(data=SimpleNamespace(metrics=[Metric('a', 1, 0)]))",
    "import mlflow\nrun = Mock(**{'data.params': [Param('a', '1')]})",
    "import mlflow\nData = namedtuple('Data', 'metrics params')\nrun = Run(Data([Metric('a', 1, 0)], []))",
    "x = 1  # rundata: ignore",
    "x = 1  # rundata:ignore[RD101]",
    "run.data.\uff4detrics",
    "run.\uff44ata.metrics",
    "run.d\uff41ta.m\uff45trics",
]

NOTHING = [
    "",
    "x = 1",
    "import mlflow\nmlflow.log_metric('a', 1)",
    "import mlflow\nmlflow.log_params(args.params)",
    "self.metrics.append(run)",
    "response.data.items()",
    "frame.data_metrics.tags_",
    "run.database.metrics",
    "run.data.metricset",
    "run.data.tagsoup\nself.tags",
    "import mlflow\nPoint = namedtuple('Point', 'x y')\ndata = Point(1, 2)",
    "# caf\u00e9.\u00e9t\u00e9 metrics data",
]


@pytest.mark.parametrize("source", SITES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_no_site_is_lost(source, newline):
    assert may_hold_site(source.replace("\r\n", "\n").replace("\n", newline).encode())


@pytest.mark.parametrize("source", NOTHING)
def test_what_is_let_go(source):
    # "run.data.tagsoup" and "self.tags" are in one file: the attribute is there, and so is ".data".
    assert may_hold_site(source.encode()) is ("self.tags" in source)


def test_a_full_width_name_in_another_encoding_passes():
    assert may_hold_site("# coding: gb18030\nrun.data.\uff4detrics\n".encode("gb18030"))


def test_time_is_linear_in_what_looks_like_a_gap():
    import time

    started = time.perf_counter()
    for filler in (b" ", b"\\\n", b"# x\n", b".", b". ", b".#", b". #", b"#. ", b".\n#", b"namedtuple("):
        may_hold_site(b"mlflow.data.metrics_ getattr " + b"." + filler * 30_000)
        may_hold_site(b"data ." + filler * 30_000 + b"\n")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "source, expected",
    [
        ("import mlflow", True),
        ("import mlflow.tracking as t", True),
        ("import os, mlflow", True),
        ("import os as o, sys, mlflow", True),
        ("    from mlflow.entities import Run", True),
        ("try: import mlflow\nexcept ImportError: pass", True),
        ('mlflow = pytest.importorskip("mlflow")', True),
        ('importlib.import_module("mlflow.tracking")', True),
        ("import mlflower", False),
        ("import notmlflow", False),
        ("# we do not use mlflow here", False),
        ("from .mlflow import x", False),
    ],
)
def test_mentions_mlflow(source, expected):
    assert mentions_mlflow(source.encode()) is expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("from databricks.sdk import WorkspaceClient", True),
        ("import databricks.sdk", True),
        ("from databricks import sdk", True),
        ("from databricks import foo, sdk", True),
        ("import predibase", True),
        ("from predibase.x import y", True),
        ("from databricks import sql", False),
        ("import databricks.koalas", False),
        ("# predibase", False),
    ],
)
def test_mentions_rival(source, expected):
    assert mentions_rival(source.encode()) is expected


def test_a_comment_between_does_not_hide_the_rest():
    source = """
        values = (run.  # first
                  data.  # second
                  params)
    """
    assert may_hold_site(textwrap.dedent(source).encode())


# -- the fast screen against the plain one

WORDS = [
    "data",
    "metrics",
    "params",
    "tags",
    "key",
    "value",
    "timestamp",
    "RunData",
    "mlflow",
    "getattr(",
    "attrgetter",
]
WORDS += ["_dictionary", "namedtuple(", "Namespace", "Mock", "data.metrics", "'tags'", '"_params"', "'data", "rundata:"]
SIGNS = [
    ".",
    ".",
    ".",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\f",
    "\\\n",
    "#",
    "# x",
    "# a. b\n",
    "#\n",
    "_",
    "x",
    "=",
    "[",
    ")",
]
ODD = ["\uff4detrics", "d\uff41ta", "tag\u017f", "\u00e9", "\uff11", "\U0001d41data", "\u4e2d", "\u00aa"]
PIECES = [*(word.encode() for word in WORDS), *(sign.encode() for sign in SIGNS * 2), *(odd.encode() for odd in ODD)]
PIECES += [b"\xe9", b"\xa3\xed", b" " * (_NEAR - 2), b"\n# " + b"x" * (_NEAR // 2), b"\n" * 300]


def agree(data: bytes) -> None:
    assert may_hold_site(data) or not plain_screen.may_hold_site(data)
    assert reads_entities(data) is plain_screen.reads_entities(data)
    if data.isascii():  # of other text the fast screen knows better what is a name
        assert may_hold_site(data) is plain_screen.may_hold_site(data)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
@settings(max_examples=500, deadline=None)
def test_it_lets_through_what_the_plain_screen_does(data):
    agree(data)


@pytest.mark.parametrize("seed", range(20))
def test_it_lets_through_what_the_plain_screen_does_in_longer_texts(seed):
    chance = random.Random(seed)
    for _ in range(300):
        agree(b"".join(chance.choices(PIECES, k=chance.randint(1, 80))))


@pytest.mark.parametrize("gap", [_NEAR + shift for shift in (-3, -2, -1, 0, 1, 2, 3, 900)])
@pytest.mark.parametrize(
    "before", ["run.data.", "run.data.# c", "run.data. # c.", "run.data", "x # run.data", "# run.data."]
)
@pytest.mark.parametrize("filler", [" ", "\n", "\\\n", "#\n", "# some words\n"])
def test_gaps_as_long_as_the_fast_screen_looks(gap, before, filler):
    data = (before + "\n" + (filler * gap)[:gap] + "\nmetrics").encode()
    agree(data)
    agree(b"x = 1\n" + data)


def test_it_agrees_with_the_plain_screen_on_real_files():
    here = Path(__file__).parent
    paths = [*Path(sysconfig.get_path("stdlib")).glob("*.py"), *here.glob("*.py"), *here.glob("p*/**/*.py")]
    assert len(paths) > 400
    for path in paths:
        agree(path.read_bytes())
