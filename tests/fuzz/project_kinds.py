"""More scenes of random projects: what is kept and comes out, what nobody follows, and code that is new already."""

from __future__ import annotations

from .project_modules import KINDS, ProjectDraft
from .project_scenes import Hole, caller, indented
from .templates import Templates

MODERN_BEGINS, MODERN_ENDS = "# on dicts already", "# until here"
"""Between these a project's text must come out as it was."""

KEPT = Templates(
    """
    * good, bad = [], []
    for r in client.search_runs(['0']):
        (good if r.data.$kind else bad).append(r)
    for r in good + bad:
        print([m.key for m in r.data.$kind])
    ---
    groups = {}
    for r in client.search_runs(['0']):
        groups.setdefault(len(r.data.$kind), []).append(r)
    for size in sorted(groups):
        for r in groups[size]:
            print(size, {m.key: m.value for m in r.data.$kind})
    ---
    from collections import defaultdict
    groups = defaultdict(list)
    groups['a'].append(run)
    for name, runs in groups.items():
        print(name, [m.value for r in runs for m in r.data.$kind if m.key == 'acc'])
    ---
    by_id = {r.info.run_id: r for r in client.search_runs(['0'])}
    for name in sorted(by_id):
        print(name, next((m.value for m in by_id[name].data.$kind if m.key == 'acc'), None))
    ---
    from collections import deque
    waiting = deque(client.search_runs(['0']))
    while waiting:
        print([m.key for m in waiting.popleft().data.$kind])
    ---
    import queue
    waiting = queue.Queue()
    for r in client.search_runs(['0']):
        waiting.put(r)
    while not waiting.empty():
        r = waiting.get()
        print([(m.key, m.value) for m in r.data.$kind])
    ---
    seen = set()
    seen.add(run)
    print([m.value for r in seen for m in r.data.$kind])
    ---
    every = []
    for r in client.search_runs(['0']):
        every = every + [r]
        every += [r]
    print([len([m for m in r.data.$kind if m.value]) for r in every])
    ---
    pairs = [(n, r) for n, r in enumerate(client.search_runs(['0']))]
    for n, r in sorted(pairs, key=lambda pair: -pair[0]):
        print(n, [m.key for m in r.data.$kind])
    ---
    class Box:
        best = None
    Box.best = run
    print([m.key for m in Box.best.data.$kind])
    ---
    @dataclass
    class Box:
        runs: list
        def add(self, r):
            self.runs.append(r)
    box = Box([])
    box.add(run)
    print({m.key: m.value for r in box.runs for m in r.data.$kind})
    ---
    def collect(r, out=None):
        out = out or []
        out.append(r)
        return out
    print([m.key for r in collect(run) for m in r.data.$kind])
    ---
    tables = [r.data.$kind for r in client.search_runs(['0'])]
    for table in tables:
        print([m.key for m in table])
    print(tables[0][0].value if tables[0] else None)
    ---
    datas = {'x': run.data}
    datas.update(y=client.get_run('b').data)
    print([[m.key for m in datas[name].$kind] for name in sorted(datas)])
    """
)
"""Runs, run data and containers that are put somewhere and come out again."""

DERIVED = Templates(
    """
    * from itertools import chain
    print([m.key for m in chain(run.data.$kind, client.get_run('b').data.$kind)])
    ---
    from itertools import chain
    print([m.value for m in chain.from_iterable(r.data.$kind for r in client.search_runs(['0']))])
    ---
    from itertools import islice
    print([m.key for m in islice(run.data.$kind, 2)])
    ---
    def traced(function):
        def inner(*args, **kwargs):
            return function(*args, **kwargs)
        return inner
    @traced
    def items_of(r):
        return r.data.$kind
    print({m.key: m.value for m in items_of(run)})
    ---
    def each(function):
        def inner(r):
            return [function(m) for m in r.data.$kind]
        return inner
    @each
    def text(m):
        return m.key
    print(text(run))
    ---
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(1) as pool:
        for items in pool.map(lambda r: r.data.$kind, [run, run]):
            print([m.key for m in items])
        print([m.value for m in pool.submit(lambda: run.data.$kind).result()])
    ---
    import asyncio
    async def items_of(r):
        return r.data.$kind
    async def both():
        for items in await asyncio.gather(items_of(run), items_of(run)):
            print([m.key for m in items])
    asyncio.run(both())
    ---
    table = {'all': lambda r: r.data.$kind, 'some': lambda r: [m for m in r.data.$kind if m.value]}
    for name in table:
        for m in table[name](run):
            print(name, m.key, m.value)
    ---
    steps = []
    def step(function):
        steps.append(function)
        return function
    @step
    def names(items):
        return [m.key for m in items]
    for one in steps:
        print(one(run.data.$kind))
    ---
    from operator import attrgetter
    get = attrgetter('data.$kind')
    print([m.key for m in get(run)])
    ---
    def labelled(sep, m):
        return m.key + sep
    print(list(map(partial(labelled, ':'), run.data.$kind)))
    ---
    def named(items, name):
        return [m.value for m in items if m.key == name]
    print(partial(named, run.data.$kind)('acc'), partial(named, name='lr')(run.data.$kind))
    ---
    from collections import deque
    waiting = deque(run.data.$kind)
    while waiting:
        print(waiting.popleft().key)
    ---
    for section, items in run.data:
        print(section, [m.key for m in items])
    ---
    class Show:
        def on_$kind(self, m):
            return m.key
        def go(self):
            return [getattr(self, 'on_' + '$kind')(m) for m in run.data.$kind]
    print(Show().go())
    ---
    def walk():
        yield from run.data.$kind
        yield from client.get_run('b').data.$kind
    print([m.key for m in walk()])
    ---
    print([m.key for m in reduce(lambda a, b: a + b, [run.data.$kind, run.data.$kind])])
    ---
    import functools
    @functools.lru_cache(None)
    def cached(name):
        return client.get_run(name).data.$kind
    print([m.key for m in cached('a')], len(cached('a')))
    """
)
"""What comes of containers through something that stands between."""

FALLBACKS = Templates(
    """
    * for m in run.data.$kind:
        if m.key == name:
            return m.value
    return $bad
    ---
    return next((m.value for m in run.data.$kind if m.key == name), $bad)
    ---
    return ([m.value for m in run.data.$kind if m.key == name] or [$bad])[0]
    ---
    found = [m for m in run.data.$kind if m.key == name]
    return found[0].value if found else $bad
    ---
    found = next((m for m in run.data.$kind if m.key == name), None)
    return found.value if found is not None else $bad
    ---
    found = next((m for m in run.data.$kind if m.key == name), None)
    if found:
        return found.value
    return $bad
    ---
    try:
        return [m.value for m in run.data.$kind if m.key == name][0]
    except IndexError:
        return $bad
    ---
    try:
        return next(m for m in run.data.$kind if m.key == name).value
    except StopIteration:
        return $bad
    ---
    value = $bad
    for m in run.data.$kind:
        if m.key == name:
            value = m.value
    return value
    ---
    for m in run.data.$kind:
        if m.key == $key:
            return m.value
    ---
    return [m.value for m in run.data.$kind if m.key == $key]
    ---
    return any(m.key == $key for m in run.data.$kind)
    ---
    return next((m.value for m in run.data.$kind if m.key == $key), None)
    """
)
"""Lookups whose default, or key, fails."""

BAD = ("{}[name]", "int(name)", "[][0]", "settings.missing", "1 / len(settings.none)", "settings.none",
       "settings.broken", "'%(x)s' % {}", "name + 1", "pick('late')")  # fmt: skip

BAD_KEYS = ("settings.missing", "settings.name", "{}[name]", "pick(name)", "names[0]", "settings.broken")

FAR_CATCHES = Templates(
    """
    * try:
        print($call)
    except $far:
        print('caught')
    ---
    with suppress($far):
        print($call)
    print('after')
    ---
    with $quiet():
        print($call)
    print('after')
    ---
    guard = suppress(IndexError)
    with guard:
        print($call)
    print('after')
    ---
    values = ($call for _ in range(2))
    try:
        print(list(values))
    except IndexError:
        print('caught')
    ---
    def values():
        for _ in range(2):
            yield $call
    made = values()
    try:
        for value in made:
            print(value)
    except IndexError:
        print('caught')
    ---
    import asyncio
    async def value():
        return $call
    async def wait():
        task = asyncio.ensure_future(value())
        try:
            print(await task)
        except IndexError:
            print('caught')
    asyncio.run(wait())
    ---
    import asyncio
    async def value():
        return $call
    async def wait():
        for one in await asyncio.gather(value(), value(), return_exceptions=True):
            print(type(one).__name__ if isinstance(one, Exception) else one)
    asyncio.run(wait())
    ---
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: $call)
    print('index' if isinstance(future.exception(), IndexError) else 'other' if future.exception() else future.result())
    ---
    handlers = {}
    def on(kind):
        def add(function):
            handlers[kind] = function
            return function
        return add
    @on(IndexError)
    def missing(error):
        return 'missing'
    try:
        print($call)
    except Exception as error:
        if type(error) not in handlers:
            raise
        print(handlers[type(error)](error))
    ---
    def retried(*errors):
        def around(function):
            def inner():
                try:
                    return function()
                except errors:
                    return 'retried'
            return inner
        return around
    @retried(IndexError, $far)
    def value():
        return $call
    print(value())
    ---
    class Guard:
        def __enter__(self):
            return self
        def __exit__(self, kind, error, trace):
            return kind is not None and issubclass(kind, $far)
    with Guard():
        print($call)
    print('after')
    ---
    try:
        print($call + {}['x'])
    except $far:
        print('caught')
    ---
    print([value for value in map(lambda _: $call, [1])])
    """
)
"""Handlers whose exceptions, or whose place, are not where the lookup is."""

AT_THE_TOP = Templates(
    """
    * rows = []
    for m in run.data.$kind:
        rows.append('%s=%s' % (m.key, m.value))
    ---
    table = {}
    for m in run.data.$kind:
        table[m.key] = m.value
    rows = sorted(table)
    ---
    rows = [m.key for m in run.data.$kind if m.value]
    ---
    rows = []
    for n, entry in enumerate(run.data.$kind):
        rows.append((n, entry.key))
        if entry.key == 'acc':
            break
    ---
    rows = [m.value for m in run.data.$kind if m.key == 'acc'] or ['none']
    last = None
    for last in run.data.$kind:
        pass
    rows.append(last.key if last is not None else None)
    """
)
"""Module-level code."""

MODERN = Templates(
    """
    * for key, value in run.data.$kind.items():
        print(key, value)
    ---
    print(list(run.data.$kind), sorted(run.data.$kind))
    ---
    for name in run.data.$kind:
        print(name, run.data.$kind[name])
    ---
    print(run.data.$kind.get('acc', 0.0), 'lr' in run.data.$kind)
    ---
    print(max(run.data.$kind, key=run.data.$kind.get))
    ---
    names = [name for name in run.data.$kind if not name.startswith('mlflow.')]
    print({name: run.data.$kind[name] for name in names})
    ---
    merged = {**run.data.$kind, 'extra': 1}
    print(merged, merged['extra'])
    ---
    for m in client.get_metric_history('a', 'acc'):
        print(m.key, m.value, m.timestamp)
    ---
    print(dict(run.data.$kind), run.data.$kind == {}, len(run.data.$kind))
    ---
    def plain(x):
        return x.value if isinstance(x, Wrapped) else x
    print({name: plain(x) for name, x in run.data.$kind.items()})
    """
)
"""Code on the dict API, in a function that nobody calls: it would fail on lists."""


def runs_kept(draft: ProjectDraft) -> None:
    """Runs and containers in collections."""
    caller(draft, Hole(draft.draw, kind=draft.draw.pick(*KINDS)).pick(KEPT), draft.home())


def something_between(draft: ProjectDraft) -> None:
    """Containers that come through something else."""
    caller(draft, Hole(draft.draw, kind=draft.draw.pick(*KINDS)).pick(DERIVED), draft.home())


def defaults_that_fail(draft: ProjectDraft) -> None:
    """A default or a key that raises where it is evaluated."""
    draw = draft.draw
    module = draft.home()
    hole = Hole(draw, kind=draw.pick(*KINDS), bad=lambda: draw.pick(*BAD), key=lambda: draw.pick(*BAD_KEYS))
    module.add(
        "class Settings:\n    none = ()\n    name = 'acc'\n\n    @property\n    def broken(self):\n"
        "        raise KeyError('broken')\n\n\nsettings = Settings()\nnames = []"
    )
    made = module.define(name := draft.fresh("value"), f"def {name}(run, name):\n{indented(hole.pick(FALLBACKS))}")
    place = draft.later(module)
    call = f"{place.use(made)}(run, {draw.pick(repr('acc'), repr('missing'), repr('lr'))})"
    error = draw.pick("KeyError", "AttributeError", "Exception", "(ValueError, IndexError)", "LookupError")
    caller(draft, draw.pick(f"print({call})", f"try:\n    print({call})\nexcept {error}:\n    print('caught')"), place)


def caught_far_away(draft: ProjectDraft) -> None:
    """Handlers by imported names, of generators, coroutines, futures, registries, decorators and managers."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    home = draft.home()
    far = home.define(
        name := draft.fresh("Missing"), f"{name} = {draw.pick('IndexError', '(IndexError, OSError)', 'LookupError')}"
    )
    quiet = home.define(
        name := draft.fresh("quiet"),
        f"@contextmanager\ndef {name}():\n    try:\n        yield\n    except IndexError:\n        print('quiet')",
    )
    home.need("from contextlib import contextmanager")
    found = draw.pick("[m.value for m in {c} if m.key == 'acc'][0]", "[m for m in {c} if m.key == 'lr'][0].value",
                      "{c}[0].value")  # fmt: skip
    body = found.format(c=f"run.data.{kind}")
    made = home.define(name := draft.fresh("loss"), f"def {name}(run):\n    return {body}")
    place = draft.later(home)
    hole = Hole(draw, call=f"{place.use(made)}(run)", far=place.use(far), quiet=place.use(quiet))
    caller(draft, hole.pick(FAR_CATCHES), place)


def at_the_top(draft: ProjectDraft) -> None:
    """Loops at a module's top level, whose names others may get by a star import."""
    draw = draft.draw
    module = draft.home()
    if module is draft.main:
        runs_kept(draft)
        return
    name = draft.fresh("rows")
    text = Hole(draw, kind=draw.pick(*KINDS)).pick(AT_THE_TOP).replace("rows", name)
    client = draft.fresh("own_client")
    module.add(f"{client} = MlflowClient()\nrun = {client}.get_run('a')\n{text}")
    place = draft.later(module)
    if place is module or place is not draft.main:
        place = draft.main
    way = draw.pick("star", "star", "name")
    place.need(f"from {module.name} import {'*' if way == 'star' else name}")
    taken = draw.pick("key", "value", "metric_key", "param_value", "tag_key")
    if way == "star" and draw.rarely(2):
        other = draw.pick(*[one for one in draft.modules if one is not draft.main])
        other.parts.insert(0, f"{taken} = 'a setting'")
        if other is not module:
            place.imports = {f"from {other.name} import *": None, **place.imports}
        place.add(f"print({taken})")
    place.add(f"print({name})")


def half_migrated(draft: ProjectDraft) -> None:
    """Code on dicts beside the old code: it must stay, and nothing is said of it."""
    draw = draft.draw
    module = draft.home()
    text = Hole(draw, kind=draw.pick(*KINDS)).pick(MODERN)
    name = draft.fresh("modern")
    if "Wrapped" in text:
        module.add("class Wrapped:\n    value = 1")
    module.need("from mlflow.tracking import MlflowClient")
    head = f"def {name}(name='a'):\n    client = MlflowClient()\n    run = client.get_run(name)"
    module.add(f"{head}\n    {MODERN_BEGINS}\n{indented(text)}\n    {MODERN_ENDS}")
