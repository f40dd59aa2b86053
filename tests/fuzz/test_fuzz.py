"""Random old programs: what they do on the list API, their migrated selves must do on the dict API.

``RUNDATA_FUZZ_EXAMPLES=20000 pytest tests/fuzz/test_fuzz.py`` runs longer, and on other programs each time.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, event, given, settings

from fuzz.check import MIGRATED, NOTHING, REMAINING, check
from fuzz.compare import divergences, parses
from fuzz.programs import Program, program, programs
from fuzz.world import DATASETS, NEW, OLD, Outcome, execute
from rundata_migrate.api import migrate_source
from rundata_migrate.findings import DocumentResult

pytestmark = pytest.mark.mlflow  # takes long

ASKED = os.environ.get("RUNDATA_FUZZ_EXAMPLES")
EXAMPLES = int(ASKED or 2500)
FUZZ = settings(
    deadline=None,
    derandomize=ASKED is None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def safely(source: str) -> DocumentResult:
    return migrate_source(source, path="program.py")


def with_shim(source: str) -> DocumentResult:
    return migrate_source(source, path="program.py", fallback="shim")


def unsafely(source: str) -> DocumentResult:
    return migrate_source(source, path="program.py", unsafe_fixes=True)


def test_old_and_new_do_the_same() -> None:
    """The main property; and most of the programs must be migrated whole, or it says nothing."""
    verdicts: Counter[str] = Counter()

    @settings(FUZZ, max_examples=EXAMPLES)
    @given(programs())
    def run(old: Program) -> None:
        verdict = check(old, safely)
        verdicts[verdict] += 1
        event(verdict)

    run()
    assert verdicts[MIGRATED] > 0.5 * verdicts.total(), verdicts
    assert verdicts[NOTHING] < 0.1 * verdicts.total(), verdicts


def test_the_shim_makes_no_difference() -> None:
    """What is left otherwise gets the shim's entity lists, and does what it did."""
    verdicts: Counter[str] = Counter()

    @settings(FUZZ, max_examples=max(EXAMPLES // 5, 10))
    @given(programs())
    def run(old: Program) -> None:
        verdicts[check(old, with_shim)] += 1

    run()
    assert verdicts[MIGRATED] > 0.6 * verdicts.total(), verdicts


def test_unsafe_fixes_keep_their_form() -> None:
    """What is not safe may do something else; it still parses, and it is done in one run."""
    verdicts: Counter[str] = Counter()

    @settings(FUZZ, max_examples=max(EXAMPLES // 10, 10))
    @given(programs())
    def run(old: Program) -> None:
        verdicts[check(old, unsafely, exact=False)] += 1

    run()
    assert verdicts[REMAINING] < 0.5 * verdicts.total(), verdicts


# The harness itself

CLIENT = "from mlflow.tracking import MlflowClient\nrun = MlflowClient().get_run('a')\n"

WRONG = {
    "truth of a scalar": """
m = next((m for m in run.data.metrics if m.key == 'acc'), None)
print(m.value if m else None)
---
m = run.data.metrics.get('acc')
print(m if m else None)
---
m = run.data.metrics.get('acc')
print(m if m is not None else None)
""",
    "truth of a string": """
tag = next((t for t in run.data.tags if t.key == 'acc'), None)
if tag:
    print(tag.value)
---
tag = run.data.tags.get('acc')
if tag:
    print(tag)
---
tag = run.data.tags.get('acc')
if tag is not None:
    print(tag)
""",
    "or instead of a default": """
print(next((p.value for p in run.data.params if p.key == 'acc'), 'none'))
---
print(run.data.params.get('acc') or 'none')
---
print(run.data.params.get('acc', 'none'))
""",
    "a filter turned into a lookup": """
print([t.value for t in run.data.tags if t.key == 'missing'])
---
print([run.data.tags['missing']])
---
print([run.data.tags['missing']] if 'missing' in run.data.tags else [])
""",
    "a missing key tolerated": """
print([t.value for t in run.data.tags if t.key == 'missing'][0])
---
print(run.data.tags.get('missing'))
---
print(run.data.tags['missing'])
""",
    "an alias for a copy": """
d = {m.key: m.value for m in run.data.metrics}
d['new'] = 1
print(len(run.data.metrics))
---
d = run.data.metrics
d['new'] = 1
print(len(run.data.metrics))
---
d = dict(run.data.metrics)
d['new'] = 1
print(len(run.data.metrics))
""",
    ".items() forgotten": """
for p in run.data.params:
    print(p.key, p.value)
---
for k, v in run.data.params:
    print(k, v)
---
for k, v in run.data.params.items():
    print(k, v)
""",
    "keys for values": """
print([m.value for m in run.data.metrics])
---
print(list(run.data.metrics))
---
print(list(run.data.metrics.values()))
""",
    "a name captured": """
key = 'mine'
for m in run.data.metrics:
    print(m.key, m.value)
print(key)
---
key = 'mine'
for key, value in run.data.metrics.items():
    print(key, value)
print(key)
---
key = 'mine'
for metric_key, value in run.data.metrics.items():
    print(metric_key, value)
print(key)
""",
    "a handler that no longer catches": """
try:
    v = [m.value for m in run.data.metrics if m.key == 'acc'][0]
except IndexError:
    v = None
print(v)
---
try:
    v = run.data.metrics['acc']
except IndexError:
    v = None
print(v)
---
try:
    v = run.data.metrics['acc']
except KeyError:
    v = None
print(v)
""",
    "a handler that now catches": """
try:
    v = [m.value for m in run.data.metrics if m.key == 'acc'][0]
except KeyError:
    v = None
print(v)
---
try:
    v = run.data.metrics['acc']
except KeyError:
    v = None
print(v)
---
v = run.data.metrics['acc']
print(v)
""",
    "an early raise": """
for m in run.data.metrics:
    if m.key == 'acc':
        print(m.value)
print('end')
---
print(run.data.metrics['acc'])
print('end')
---
if 'acc' in run.data.metrics:
    print(run.data.metrics['acc'])
print('end')
""",
    "a question asked twice": """
ms = [m for m in MlflowClient().get_run('b').data.metrics if m.key == 'acc']
if ms:
    print(ms[0].value)
---
if 'acc' in MlflowClient().get_run('b').data.metrics:
    print(MlflowClient().get_run('b').data.metrics['acc'])
---
ms = MlflowClient().get_run('b').data.metrics
if 'acc' in ms:
    print(ms['acc'])
""",
    "the last instead of the first": """
print(run.data.params[0].key)
---
print(list(run.data.params)[-1])
---
print(list(run.data.params)[0])
""",
    "an effect lost": """
print([m.value for m in run.data.metrics if m.key == pick('loss')])
---
print([run.data.metrics['loss']] if 'loss' in run.data.metrics else [])
---
print([value for key, value in run.data.metrics.items() if key == pick('loss')])
""",
    "a value left on a float": """
print([m for m in run.data.metrics if m.key == 'acc'][0].value)
---
print(run.data.metrics['acc'].value)
---
print(run.data.metrics['acc'])
""",
    "nothing done": """
print({t.key: t.value for t in run.data.tags})
---
print({t.key: t.value for t in run.data.tags})
---
print(dict(run.data.tags))
""",
}
"""An old program, what somebody made of it by hand, and what it should have been."""


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_migration_is_seen(mistake: str) -> None:
    old, wrong, right = WRONG[mistake].split("---\n")
    assert divergences(CLIENT + old, CLIENT + wrong)
    assert not divergences(CLIENT + old, CLIENT + right)


def sample(count: int) -> list[Program]:
    """Some programs, always the same: of bytes that are spread well."""
    sequences = ((n * 7919 + i * i * 104729 + i * n * 31) >> 3 for n in range(count) for i in range(200))
    return [program(bytes(next(sequences) & 255 for _ in range(200))) for _ in range(count)]


def test_the_programs_are_good_ones() -> None:
    """They parse, they differ, they print, and they seldom end with an error that is nobody's subject."""
    outcomes: list[Outcome] = []
    made = sample(400)
    for one in made:
        assert parses(one.source), one.source
        outcomes += [execute(one.source, OLD, dataset) for dataset in DATASETS]
    assert len({one.source for one in made}) > 0.95 * len(made)
    names = [outcome for outcome in outcomes if outcome.error in ("NameError", "UnboundLocalError")]
    assert len(names) < 0.05 * len(outcomes), Counter(outcome.detail for outcome in names)
    assert sum(bool(outcome.output) for outcome in outcomes) > 0.9 * len(outcomes)
    assert sum(outcome.error is None for outcome in outcomes) > 0.5 * len(outcomes)


def test_most_programs_need_their_migration() -> None:
    """An old program that is left alone is seen to fail on the dict API."""
    made = sample(400)
    broken = [one for one in made if divergences(one.source, one.source)]
    assert len(broken) > 0.85 * len(made)


def test_the_simplest_program_is_simple() -> None:
    """Hypothesis shrinks towards this."""
    assert program(b"").source.count("\n") < 8


def test_the_worlds_differ_as_mlflow_did() -> None:
    source = CLIENT + "print(type(run.data.metrics).__name__, len(run.data.params))"
    assert execute(source, OLD, DATASETS[0]).output[1:] == ("'list' 5",)
    assert execute(source, NEW, DATASETS[0]).output[1:] == ("'dict' 5",)


def test_the_entities_are_those_of_mlflow() -> None:
    source = """
tag, same = run.data.tags[0], MlflowClient().get_run('a').data.tags[0]
print(tag == same, run.data.params[0] == MlflowClient().get_run('a').data.params[0])
print(dict(run.data.metrics[0]), list(tag), tag)
hash(run.data.params[0])
hash(tag)
"""
    outcome = execute(CLIENT + source, OLD, DATASETS[0])
    assert outcome.output[-2:] == (
        "True False",
        "{'key': 'loss', 'timestamp': 1000, 'value': 0.25} [('key', 'acc'), ('value', 't1')] "
        "<RunTag: key='acc', value='t1'>",
    )
    assert outcome.error == "TypeError"
