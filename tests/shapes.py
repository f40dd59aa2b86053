"""Programs of any size: engine/test_size.py counts the calls that they cost, benchmarks/sites.py takes the time."""

from __future__ import annotations

from collections.abc import Callable

from rundata_migrate.findings import Source

_HEAD = (
    "import mlflow\nfrom mlflow.tracking import MlflowClient\n\nclient = MlflowClient()\nrun = client.get_run('a')\n"
)


def _repeated(part: str, before: str = "", after: str = "") -> Callable[[int], list[Source]]:
    """A document with ``part`` so many times; ``@`` in it is the number, ``@@`` the next one."""

    def made(count: int) -> list[Source]:
        parts = "".join(part.replace("@@", str(at + 1)).replace("@", str(at)) for at in range(count))
        last = after.replace("@", str(count))
        return [Source("a.py", f"{_HEAD}{before}{parts}{last}")]

    return made


def _modules(count: int) -> list[Source]:
    """A module with two helpers, and so many that call them."""
    helper = (
        "def value(run, key):\n    return [m.value for m in run.data.metrics if m.key == key][0]\n\n\n"
        "def every(metrics):\n    return {m.key: m.value for m in metrics}\n"
    )
    caller = (
        "from mlflow.tracking import MlflowClient\n\nfrom pkg.helper import every, value\n\n\n"
        "def main(run_id):\n    run = MlflowClient().get_run(run_id)\n    try:\n        print(value(run, 'k'))\n"
        "    except IndexError:\n        pass\n    print(every(run.data.metrics))\n"
        "    for p in run.data.params:\n        print(p.key, p.value)\n\n\nmain('a')\n"
    )
    return [
        Source("pkg/helper.py", helper, "/p/pkg/helper.py", ("pkg.helper",)),
        *(Source(f"pkg/m{at}.py", caller, f"/p/pkg/m{at}.py", (f"pkg.m{at}",)) for at in range(count)),
    ]


SHAPES: dict[str, Callable[[int], list[Source]]] = {
    "lookups": _repeated('print(next((m.value for m in run.data.metrics if m.key == "k@"), None))\n'),
    "loops": _repeated("for m in run.data.metrics:\n    print(m.key, m.value, @)\n"),
    "functions": _repeated(
        'def f@(run):\n    return next((m.value for m in run.data.metrics if m.key == "k"), None)\n\n\nprint(f@(run))\n'
    ),
    "handlers": _repeated(
        "    try:\n        print([m.value for m in run.data.metrics if m.key == 'k@'][0])\n"
        "    except IndexError:\n        print('none')\n",
        "def f(run):\n",
        "f(run)\n",
    ),
    "exits": _repeated(
        "    x = [m.value for m in run.data.metrics if m.key == 'k@']\n    if x:\n        return x[0]\n",
        "def f(run):\n",
        "print(f(run))\n",
    ),
    "classes": _repeated(
        "class C@:\n    def __init__(self, run):\n        self.run = run\n\n    def get(self):\n"
        "        return [m.value for m in self.run.data.metrics if m.key == 'k'][0]\n\n\nprint(C@(run).get())\n"
    ),
    "parameters": _repeated(
        "def f@(metrics):\n    return [(m.key, m.value) for m in metrics]\n\n\nprint(f@(run.data.metrics))\n"
    ),
    "entities handed on": _repeated(
        "for m in run.data.metrics:\n    show(m)\n", "def show(m):\n    print(m.key, m.value)\n\n\n"
    ),
    "lists filled": _repeated(
        "x@ = []\nfor m in run.data.metrics:\n    x@.append(m)\nfor m in x@:\n    print(m.key)\n"
    ),
    "chain": _repeated(
        "def f@(run):\n    print([m.key for m in run.data.metrics])\n    return f@@(run)\n\n\n",
        after="def f@(run):\n    return [m.key for m in run.data.metrics]\n\n\nf0(run)\n",
    ),
    "modules": _modules,
}
"""Their sizes, and the sites in them, grow with the number."""

DEEP: dict[str, Callable[[int], list[Source]]] = {
    "functions": SHAPES["chain"],
    "results": _repeated(
        "def f@(run):\n    return f@@(run)\n\n\n",
        after="def f@(run):\n    return run.data.metrics\n\n\nprint([m.key for m in f0(run)])\n",
    ),
    "circle of functions": _repeated(
        "def f@(run, n):\n    return g@(run, n - 1) if n else run.data.metrics\n\n\n"
        "def g@(run, n):\n    return f@@(run, n)\n\n\n",
        after="def f@(run, n):\n    return f0(run, n)\n\n\nprint([m.key for m in f0(run, 3)])\n",
    ),
    "names": _repeated("a@@ = a@\n", "a0 = run\n", "print([m.key for m in a@.data.metrics])\n"),
    "names of a container": _repeated("a@@ = a@\n", "a0 = run.data.metrics\n", "print([m.key for m in a@])\n"),
    "objects": _repeated(
        "class C@@:\n    def __init__(self, c):\n        self.run = c.run\n\n\nc@@ = C@@(c@)\n",
        "class C0:\n    def __init__(self, run):\n        self.run = run\n\n\nc0 = C0(run)\n",
        "print([m.key for m in c@.run.data.metrics])\n",
    ),
    "bases": _repeated(
        "class C@@(C@):\n    pass\n\n\n",
        "class C0:\n    def get(self, run):\n        return run.data.metrics\n\n\n",
        "print([m.key for m in C@().get(run)])\n",
    ),
    "entities": _repeated(
        "def f@(m):\n    return f@@(m)\n\n\n",
        after="def f@(m):\n    return m.key\n\n\nfor m in run.data.metrics:\n    print(f0(m))\n",
    ),
}
"""Their depth grows with the number; they have one site at the end, or one on each step."""
