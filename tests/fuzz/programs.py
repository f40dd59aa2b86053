"""Whole random programs: where the run comes from, what stands around the snippets, how it is laid out."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

from .expressions import CONSTANTS
from .statements import snippet
from .templates import Container, Draw, Scope, reads


@dataclass(frozen=True)
class Program:
    """A program against MLflow 0.9.1's list API."""

    source: str
    untouched: str = ""
    """A part of the source, never called, that is on the dict API already: it must come out as it is."""


IMPORTS = (
    ("from mlflow.tracking import MlflowClient", "MlflowClient()"),
    ("import mlflow", "mlflow.tracking.MlflowClient()"),
    ("import mlflow.tracking", "mlflow.tracking.MlflowClient()"),
    ("from mlflow import tracking", "tracking.MlflowClient()"),
    ("import mlflow as ml", "ml.tracking.MlflowClient()"),
    ("from mlflow.tracking import MlflowClient as Client", "Client('uri')"),
)

ALIASES: tuple[tuple[str, dict[str, str]], ...] = (
    ("ms = {run}.data.metrics", {"ms": "metrics"}),
    ("params = {run}.data.params", {"params": "params"}),
    ("ts, others = {run}.data.tags, {run}.data.params", {"ts": "tags", "others": "params"}),
    ("data = {run}.data", {}),
    ("data = {run}.data\nmetrics = data.metrics", {"metrics": "metrics"}),
    ("items = {run}.data.metrics if flag else {run}.data.tags", {"items": "tags"}),
    ("def get():\n    return {run}.data.params\nps = get()", {"ps": "params"}),
    ("again = items = {run}.data.params", {"again": "params", "items": "params"}),
)
"""Names for containers and for the run's data."""

COLLISIONS = (
    ("", "{name} = 'outer'", "print({name} == 'outer')"),
    ("{name} = 'outer'", "", "print({name} == 'outer')"),
    ("{name} = 'outer'", "show_{name} = lambda: {name} == 'outer'", "print(show_{name}())"),
    ("", "{name} = 'outer'\ndef show_{name}():\n    return {name} == 'outer'", "print(show_{name}())"),
    ("", "{name} = 'outer'", "print([{name} == 'outer' for _ in names])"),
)
"""Names that new names could collide with: what stands in the module, before and after the snippets."""

COLLIDING_NAMES = (
    *("key", "value", "metric_key", "metric_value", "param_key"),
    *("param_value", "tag_key", "tag_value", "m", "k"),
)

SHELLS = (
    """
{imports}
{constants}
{helpers}client = {client}
run = client.get_run('a')
{body}
""",
    """
{imports}
{constants}
client = {client}

{helpers}
def main({run}):
    {body}


main(client.get_run('a'))
""",
    """
{imports}
{constants}
{helpers}client = {client}


def main(run_id):
    {run} = client.get_run(run_id)
    {body}


main('a')
""",
    """
{imports}
from mlflow.entities import Run
{constants}
client = {client}

{helpers}
def main({run}: Run, name='loss'):
    {body}


main({run}=client.get_run('a'))
""",
    """
{imports}
{constants}
{helpers}client = {client}
for run in client.search_runs(['0'], ''):
    {body}
""",
    """
{imports}
{constants}
{helpers}run = mlflow.active_run()
{body}
""",
    """
{imports}
{constants}
{helpers}with mlflow.start_run() as run:
    {body}
""",
    """
{imports}
{constants}
{helpers}
class Reporter:
    def __init__(self, run_id):
        self.run = {client}.get_run(run_id)

    def report(self):
        {body}


Reporter('a').report()
""",
)

MODERN = (
    "for m in run.data.metrics:\n    print(m.lower(), run.data.metrics[m])",
    "return [f for f in run.data.params if 'x' in f.lower()][0]",
    "return sorted(k for k in run.data.metrics if k.startswith('a'))",
    "for key, value in run.data.tags.items():\n    print(key, value)",
    "return run.data.metrics.get('acc', 0.0)",
    "return {**run.data.params, 'extra': dict(run.data.tags)}",
    "return max(run.data.metrics, key=run.data.metrics.get)",
    "return {k: float(v) for k, v in run.data.metrics.items() if k != 'loss'}",
    "metrics = run.data.metrics\nreturn [metrics[key] for key in metrics if key.endswith('_loss')]",
    "return 'acc' in run.data.metrics and run.data.metrics['acc'] > 0.5",
)
"""Bodies of a function that is on the dict API already."""


def body(scope: Scope) -> tuple[str, str]:
    """What the program does, and what its module defines for it."""
    draw = scope.draw
    parts = []
    if draw.rarely(3):
        text, names = draw.pick(*ALIASES)
        parts.append(text.format(run=scope.run))
        scope.containers += [Container(name, kind) for name, kind in names.items()]
        scope.data = "data" if text.startswith("data") else None
    parts.append(snippet(scope))
    for odds in (2, 6):
        if draw.rarely(odds):
            parts.append(snippet(scope))
    before = ""
    if draw.rarely(4):
        name = draw.pick(*COLLIDING_NAMES)
        collision = [text.format(name=name) for text in draw.pick(*COLLISIONS)]
        before = f"{collision[0]}\n"
        parts = [collision[1], *parts, collision[2]]
    return "\n".join(part for part in parts if part), before


def relaid(source: str, draw: Draw) -> str:
    """The program with other indents, other newlines, or no newline at the end."""
    if not draw.rarely(10):
        return source
    way = draw.number(4)
    if way == 2:
        return source.replace("\n", "\r\n")
    if way == 3:
        return source.rstrip("\n")
    lines = []
    for line in source.split("\n"):
        bare = line.lstrip(" ")
        level, rest = divmod(len(line) - len(bare), 4)
        lines.append(("\t" if way == 0 else "  ") * level + " " * rest + bare)
    return "\n".join(lines)


def program(choices: bytes) -> Program:
    """The old program that these choices make; from none at all comes the simplest one."""
    draw = Draw(choices)
    shell = draw.pick(*SHELLS)
    imports, client = draw.pick(*IMPORTS)
    run = draw.pick("run", "run", "r", "full_run") if "{run}" in shell else "run"
    scope = Scope(draw, "self.run" if "self.run" in shell else run, "client = {client}" in shell)
    text, before = body(scope)
    indent = next(line for line in shell.split("\n") if "{body}" in line).partition("{")[0]
    text = textwrap.indent(text, indent).strip(" ")
    helpers = before + "\n".join(scope.helpers)
    everything = text + helpers
    if "{client}" not in shell:
        imports = "import mlflow"
    if reads(helpers, "List"):
        imports = f"from typing import List\n{imports}"
    for name in ("Run", "Metric", "Param", "RunTag"):
        if reads(helpers, name) and f"import {name}" not in shell:
            imports += f"\nfrom mlflow.entities import {name}"
    constants = "".join(f"{name} = {value}\n" for name, value in CONSTANTS.items() if reads(everything, name))
    filled = shell.lstrip("\n").format(
        imports=imports, constants=constants, helpers=helpers, client=client, run=run, body=text
    )
    if draw.rarely(12):
        untouched = "def modern(run):\n" + textwrap.indent(draw.pick(*MODERN), "    ") + "\n"
        return Program(f"{filled}\n\n{untouched}", untouched)
    return Program(relaid(filled, draw))


def programs() -> st.SearchStrategy[Program]:
    """Random old programs."""
    return st.binary(min_size=64, max_size=256).map(program)
