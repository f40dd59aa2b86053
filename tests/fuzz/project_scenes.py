"""What happens across the files of a random project."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from .project_modules import ENTITY_CLASSES, KINDS, Made, Module, ProjectDraft
from .statements import snippet
from .templates import Container, Draw, Scope, Templates

PARAMETER_NAMES = ("metric", "m", "p", "key", "value", "items", "entry", "e", "data")

READS = Templates(
    """
    * $e.value
    * $e.key
    * ($e.key, $e.value)
    f"{$e.key}={$e.value}"
    '%s: %s' % ($e.key, $e.value)
    str($e.value)
    $e.key.upper()
    $e.key + '!'
    $e.value or $e.key
    $e.value if $e.key != 'acc' else None
    [$e.value] * 2
    {$e.key: $e.value}
    $e.key == 'acc'
    (lambda: $e.value)()
    [x for x in ($e.key, $e.value)]
    [key for key in [$e.key]]
    [(value, $e.value) for value in [$e.key]]
    [$e.key for _ in range(2)]
    (lambda key: (key, $e.key))(1)
    ? $e.timestamp
    ? ($e is None, $e.key)
    ? (bool($e), $e.value)
    ? dict($e)
    ? $e
    ? getattr($e, 'value')
    ? (hasattr($e, 'key'), $e.key)
    ? (isinstance($e, str), $e.key)
    ? [$e, $e.key]
    ? ($e == $e, $e.value)
    """
)
"""What is done with an entity, as an expression."""

BODIES = Templates(
    """
    * return $read
    ---
    * print($read)
    return $read2
    ---
    print($read)
    ---
    key = $e.key
    value = $e.value
    return key, value
    ---
    key, value = $e.key, 1
    return key, value, $read
    ---
    if $e.key == 'acc':
        return $read
    return $read2
    ---
    if $e.value:
        print($read)
    return $read2
    ---
    if $e is None:
        return 'nothing'
    return $read
    ---
    if $e:
        print($read)
    ---
    if not $e:
        return 0
    return $read
    ---
    $e = $e.value
    return $e
    ---
    $e = $e.key
    print($e)
    return $e
    ---
    result = $e
    return result.key, $read
    ---
    for _ in range(2):
        print($read)
    ---
    def inner():
        return $read
    return inner()
    ---
    def inner(key='k'):
        return key, $read
    return inner(), inner('x')
    ---
    return (lambda: $read)()
    ---
    return [$read for _ in range(2)]
    ---
    value = 1
    print(value, $read)
    ---
    key = 'mine'
    print($read)
    return key
    ---
    try:
        return float($e.value)
    except ValueError:
        return $read
    ---
    try:
        print($read)
    finally:
        print('done')
    ---
    out = {}
    out[$e.key] = $e.value
    return out
    ---
    yield $read
    ---
    yield $e.key
    yield $read
    ---
    global seen
    seen = $e.key
    return $read
    ---
    while $e.key == 'never':
        pass
    return $read
    ---
    with suppress(KeyError):
        return $read
    ---
    class Row:
        key = $e.key
    return Row.key
    ---
    def inner():
        nonlocal $e
        $e = $e.key
    inner()
    return $e
    ---
    $e, other = None, $e
    return other.value
    ---
    print($read)
    del $e
    ---
    ? return $e
    ---
    ? yield $e
    ---
    ? kept.append($e)
    return [$read]
    ---
    ? kept.append(($e.key, $e.value))
    ---
    ? return locals()
    ---
    ? for name, part in $e:
        print(name, part)
    """
)
"""A helper that is handed an entity."""

RUNS = Templates("* run\nrun\nclient.get_run('b')")

GIVEN = Templates(
    """
    * for m in $c:
        print($call)
    ---
    print([$call for m in $c])
    ---
    for m in sorted($c, key=lambda m: m.key):
        print($call)
    ---
    for n, m in enumerate($c):
        print(n, $call)
    ---
    for m in $c:
        if m.key != 'lr':
            print(m.value, $call)
    ---
    for m in $c:
        print($call, m.key)
        out = $call
        print(out)
    ---
    for m in [m for m in $c if m.value]:
        print($call)
    ---
    m = $c[0]
    print($call)
    ---
    m = next(m for m in $c if m.key == 'acc')
    print($call)
    ---
    m = next((m for m in $c if m.key == 'acc'), None)
    print($call)
    ---
    m = next((m for m in $c if m.key == 'acc'), None)
    if m is not None:
        print($call)
    ---
    m = next((m for m in $c if m.key == 'acc'), None)
    print($call if m else 'none')
    ---
    for m in $c:
        if m.key == 'loss':
            break
    else:
        m = None
    if m is not None:
        print($call, m.key)
    ---
    print({m.key: $call for m in $c})
    ---
    print(list(map(lambda m: $call, $c)))
    ---
    print(sorted(str($call) for m in $c))
    ---
    key, value = 'mine', 1
    for m in $c:
        print($call)
    print(key, value)
    ---
    key = 'mine'
    for m in $c:
        print($call, key)
    ---
    for m in $c:
        for key, value in [('a', 1)]:
            print(key, value, $call)
    ---
    it = iter($c)
    m = next(it, None)
    if m is not None:
        print($call)
    ---
    m = max($c, key=lambda m: m.key)
    print($call)
    ---
    xs = list($c)
    m = xs[-1]
    print($call, len(xs))
    ---
    for m in reversed($c):
        print($call)
    ---
    for m in ($c):
        show = lambda: $call
        print(show())
    ---
    try:
        m = $c[0]
        print($call)
    except IndexError:
        print('empty')
    ---
    for m in $c:
        try:
            print($call)
        except TypeError:
            print('type')
    ---
    for m, other in zip($c, $c2):
        print($call, other.key)
    ---
    ? m = ($c or [None])[0]
    print($call)
    ---
    ? for m in $c + $c2:
        print($call)
    """
)
"""Where an entity ``m`` comes from that is handed to a helper."""

BY_VALUE = Templates(
    """
    * print(list(map($f, $c)))
    print([out for out in map($f, $c)])
    print(sorted($c, key=$f)[0].key)
    print([f(m) for f in ($f,) for m in $c])
    print({'f': $f}['f']($c[0]))
    print(max($c, key=$f).value)
    print(list(filter($f, $c))[0].key)
    print(apply($f, $c))
    g = $f; print([g(m) for m in $c])
    print(partial($f)($c[0]))
    print(dict(zip('abc', map($f, $c))))
    print(', '.join(map(str, map($f, $c))))
    print(sum(1 for _ in map($f, $c)))
    """
)
"""A helper of one parameter, handed on as a value."""

FINDERS = Templates(
    """
    * return max($c, key=lambda m: m.key)
    ---
    * for m in $c:
        if m.key == name:
            return m
    return None
    ---
    for m in $c:
        if m.key == name:
            return m
    ---
    return next((m for m in $c if m.key == name), None)
    ---
    return next(m for m in $c if m.key == name)
    ---
    return [m for m in $c if m.key == name][0]
    ---
    return sorted($c, key=lambda m: m.key)[0]
    ---
    return $c[0]
    ---
    return list($c)[-1]
    ---
    found = None
    for m in $c:
        if m.key == name:
            found = m
    return found
    ---
    best = $c[0]
    for m in $c:
        if m.key > best.key:
            best = m
    return best
    ---
    try:
        return [m for m in $c if m.key == name][0]
    except IndexError:
        return None
    ---
    for m in $c:
        if m.key == name:
            return m
    raise ValueError(name)
    ---
    matching = [m for m in $c if m.key == name]
    return matching[0] if matching else None
    ---
    matching = [m for m in $c if m.key == name]
    if not matching:
        return None
    return matching[0]
    ---
    found = next((m for m in $c if m.key == name), None)
    if found is None:
        print('not found')
    return found
    ---
    m = $c[0]
    print(m.key)
    return m
    ---
    if not $c:
        return None
    return max($c, key=lambda m: m.value)
    ---
    return $c[0] if $c else None
    ---
    with suppress(IndexError):
        return $c[0]
    ---
    ? return next((m for m in $c if m.key == name), Pair('none', 0))
    ---
    ? return $c[0], 1
    ---
    ? return {'found': $c[0]}
    """
)
"""A function that gives an entity."""

FOUND_USES = Templates(
    """
    * print($f.value)
    ---
    print($f.key)
    ---
    * found = $f
    print(found.key, found.value)
    ---
    found = $f
    if found is not None:
        print(found.key)
    ---
    found = $f
    if found:
        print(found.value)
    else:
        print('none')
    ---
    found = $f
    print(found.value if found else 'none')
    ---
    found = $f
    print(found.value if found is not None else 'none', found is None)
    ---
    found = $f
    print(found and found.value)
    ---
    print(($f or Pair('x', 0)).value)
    ---
    try:
        print($f.value)
    except (AttributeError, ValueError):
        print('caught')
    ---
    try:
        found = $f
    except IndexError:
        found = None
    print(found.value if found is not None else 'none')
    ---
    try:
        print($f.value)
    except StopIteration:
        print('stop')
    except LookupError:
        print('lookup')
    ---
    for _ in range(2):
        found = $f
        print(found.key)
    ---
    print([$f.value for _ in range(2)])
    ---
    print($f is None)
    ---
    print({$f.key: $f.value})
    ---
    if (found := $f) is not None:
        print(found.key, found.value)
    ---
    key = $f.key
    value = $f.value
    print(key, value)
    ---
    found = other = $f
    print(found.key, other.value)
    ---
    found = $f
    found = found.value
    print(found)
    ---
    get = lambda: $f
    print(get().value)
    ---
    def get():
        return $f
    print(get().key)
    ---
    if not $f:
        print('none')
    print($f.key)
    ---
    ? print($f == $f, $f.key)
    ---
    ? print($f.timestamp)
    ---
    ? print($f)
    ---
    ? found = $f or $c[0]
    print(found.key)
    ---
    ? print($f.key in [m.key for m in [$f]])
    """
)
"""What is done with the entity that a function gives."""

LISTERS = Templates(
    """
    * return [m for m in $c if m.key != name]
    ---
    return sorted($c, key=lambda m: m.key)
    ---
    return list($c)
    ---
    return list(filter(lambda m: m.value, $c))
    ---
    return $c[:2]
    ---
    return $c
    ---
    for m in $c:
        if m.key != name:
            yield m
    ---
    yield from $c
    ---
    return (m for m in $c if m.key != name)
    ---
    result = []
    for m in $c:
        if m.key != name:
            result.append(m)
    return result
    ---
    return [m for m in $c if m.key != name] or None
    ---
    return reversed($c)
    ---
    result = list($c)
    result.sort(key=lambda m: m.key)
    return result
    ---
    return tuple($c)
    ---
    return iter($c)
    ---
    if not $c:
        return []
    return [m for m in $c]
    ---
    return enumerate($c)
    ---
    ? return {m.key: m for m in $c}.values()
    ---
    ? $c.sort(key=lambda m: m.key)
    return $c
    ---
    ? return [m for m in $c] + [Pair('x', 1)]
    ---
    ? return [(m.key, m) for m in $c]
    ---
    ? return $c + $c
    """
)
"""A function that gives a list of entities, or a generator."""

LIST_USES = Templates(
    """
    * for m in $f:
        print(m.key, m.value)
    ---
    * print([m.value for m in $f])
    ---
    print({m.key: m.value for m in $f})
    ---
    print(sorted(m.key for m in $f))
    ---
    print(len(list($f)))
    ---
    xs = list($f)
    print(len(xs), [m.key for m in xs])
    ---
    xs = $f
    for m in xs:
        print(m.value)
    for m in xs:
        print(m.key)
    ---
    print(list($f)[0].key)
    ---
    xs = $f
    print(xs[0].value)
    ---
    xs = $f
    if xs:
        print([m.key for m in xs])
    ---
    print(max($f, key=lambda m: m.key).value)
    ---
    print(next(iter($f)).key)
    ---
    print(any(m.key == 'acc' for m in $f))
    ---
    for m in sorted($f, key=lambda m: m.key):
        print(m.value)
    ---
    xs = $f
    print(next((m.value for m in xs if m.key == 'acc'), None))
    ---
    print([m.value for m in $f if m.key == 'acc'][0])
    ---
    try:
        print([m.value for m in $f if m.key == 'acc'][0])
    except IndexError:
        print('none')
    ---
    for n, m in enumerate($f):
        print(n, m.key)
    ---
    names = [m.key for m in $f]
    print('acc' in names)
    ---
    ? xs = $f
    xs.append(xs[0])
    print([m.key for m in xs])
    ---
    ? xs = $f
    xs.sort(key=lambda m: m.key)
    print([m.key for m in xs])
    ---
    ? for m in $f:
        print(m)
    ---
    ? first, *rest = $f
    print(first.key)
    ---
    ? print($f + [])
    """
)
"""What is done with a list of entities that a function gives."""

TABLES = Templates(
    """
    * return {i.key: i.value for i in items}
    ---
    return [(i.key, i.value) for i in items]
    ---
    return sorted(i.key for i in items)
    ---
    for i in items:
        print(i.key, i.value)
    ---
    return [i.value for i in items if i.key == name]
    ---
    return next((i.value for i in items if i.key == name), None)
    ---
    return [i for i in items if i.key == name][0].value
    ---
    return any(i.key == name for i in items)
    ---
    return len(items)
    ---
    return ', '.join(i.key for i in items)
    ---
    if not items:
        return 'empty'
    return items[0].key
    ---
    for i in items:
        if i.key == name:
            return i.value
    return None
    ---
    return list(map(lambda i: i.key, items))
    ---
    out = {}
    for i in items:
        out[i.key] = i.value
    return out
    ---
    for i in items:
        yield i.key
    ---
    items = sorted(items, key=lambda i: i.key)
    return [i.value for i in items]
    ---
    items = [i for i in items if i.value]
    return [i.key for i in items]
    ---
    items = list(items)
    items.reverse()
    return [i.key for i in items]
    ---
    def walk():
        for i in items:
            yield i.key, i.value
    return list(walk())
    ---
    return max(items, key=lambda i: i.key).value
    ---
    return [i.key for i in items[:2]]
    ---
    if items is None:
        return 'none'
    return [i.key for i in items]
    ---
    return [i.key for i in items or []]
    ---
    ? items.sort(key=lambda i: i.key)
    return [i.key for i in items]
    ---
    ? items.append(items[0])
    return len(items)
    ---
    ? items.pop()
    ---
    ? items += []
    return len(items)
    ---
    ? kept.extend(items)
    ---
    ? while items:
        print(items.pop().key)
    ---
    ? return [(i.key, i.timestamp) for i in items]
    """
)
"""A helper that is handed a container."""

CONTAINER_GIVEN = Templates(
    """
    * $c
    $c
    $c
    $c
    $c or []
    ($c if $c else [])
    $c2
    ? list($c)
    ? sorted($c, key=lambda m: m.key)
    ? [m for m in $c if m.value]
    ? $c[:1]
    ? MlflowClient().get_metric_history('a', 'acc')
    ? [Pair('acc', 1), Pair('b', 2)]
    ? []
    ? None
    ? [Row('acc', 1.0)]
    """
)
"""What a helper for containers is handed."""

TABLE_CALLS = Templates(
    """
    * print($out)
    ---
    * print($out)
    ---
    result = $out
    print(result)
    ---
    for _ in range(2):
        print($out)
    ---
    try:
        print($out)
    except IndexError:
        print('index')
    ---
    try:
        print($out)
    except (KeyError, ValueError) as error:
        print(type(error).__name__)
    ---
    try:
        out = $out
    except LookupError:
        out = 'lookup'
    print(out)
    ---
    try:
        print($out)
    except StopIteration:
        print('stop')
    else:
        print('else')
    finally:
        print('finally')
    ---
    print($out or 'nothing')
    ---
    if $out:
        print('yes')
    ---
    with suppress(IndexError):
        print($out)
    print('after')
    ---
    with suppress(LookupError):
        print({}['x'], $out)
    print('after')
    ---
    print((lambda: $out)())
    """
)
"""How the call of a helper for containers stands."""

LOOKUPS = Templates(
    """
    * return [m.value for m in $c if m.key == name][0]
    ---
    return [m for m in $c if m.key == name][0].value
    ---
    return next(m.value for m in $c if m.key == name)
    ---
    return next(m for m in $c if m.key == name).value
    ---
    value, = [m.value for m in $c if m.key == name]
    return value
    ---
    return {m.key: m.value for m in $c}[name]
    ---
    return next((m for m in $c if m.key == name), None).value
    ---
    return list(filter(lambda m: m.key == name, $c))[0].value
    ---
    for m in $c:
        if m.key == name:
            return m.value
    raise KeyError(name)
    ---
    return {m.key: m.value for m in $c}.get(name)
    ---
    return [m.value for m in $c if m.key == name].pop()
    ---
    return [m.key for m in $c].index(name)
    ---
    return max(m.value for m in $c if m.key == name)
    ---
    out = [m.value for m in $c if m.key == name][0]
    print('found')
    return out
    ---
    try:
        return [m.value for m in $c if m.key == name][0]
    finally:
        print('looked')
    ---
    try:
        return [m.value for m in $c if m.key == name][0]
    except IndexError:
        raise ValueError(name)
    ---
    try:
        return [m.value for m in $c if m.key == name][0]
    except IndexError:
        return None
    ---
    yield [m.value for m in $c if m.key == name][0]
    ---
    yield next(m.value for m in $c if m.key == name)
    ---
    return [next(m.value for m in $c if m.key == n) for n in [name]]
    ---
    return list(next(m.value for m in $c if m.key == n) for n in [name])
    """
)
"""A lookup that may raise."""

CATCHES = Templates(
    """
    * try:
        print($call)
    except $error:
        print('caught')
    ---
    * try:
        out = $call
    except $error:
        out = 'caught'
    print(out)
    ---
    try:
        print($call)
    except $error as error:
        print(type(error).__name__)
    ---
    try:
        print($call)
    except $error:
        print('caught')
    except $error2:
        print('second')
    ---
    try:
        print($call)
    except $error:
        print('caught')
    else:
        print('else')
    finally:
        print('finally')
    ---
    with suppress($error):
        print($call)
    print('after')
    ---
    try:
        print($call)
        print({}['x'])
    except $error:
        print('caught')
    ---
    try:
        print([][0] if not $call else 1)
    except $error:
        print('caught')
    ---
    try:
        print($call)
    except ($error, $error2):
        print('caught')
    ---
    for n in range(2):
        try:
            print($call)
        except $error:
            continue
        print(n)
    ---
    try:
        try:
            print($call)
        finally:
            print('inner')
    except $error:
        print('caught')
    ---
    try:
        try:
            print($call)
        except $error:
            raise
    except $error2:
        print('outer')
    ---
    ERRORS = $error
    try:
        print($call)
    except ERRORS:
        print('caught')
    ---
    print(list($call for _ in range(1)))
    ---
    print($call)
    """
)
"""Handlers around a call."""

ERRORS = ("IndexError", "IndexError", "KeyError", "StopIteration", "LookupError", "ValueError", "Exception",
          "AttributeError", "RuntimeError", "TypeError")  # fmt: skip

ATTRIBUTES = Templates(
    """
    * class $K:
        def __init__(self, run):
            self.items = $c
    ===
    r = $k(run)
    for m in r.items:
        print(m.key, m.value)
    ---
    class $K:
        def __init__(self, items):
            self.items = items

        def rows(self):
            return [(m.key, m.value) for m in self.items]
    ===
    print($k($c).rows(), len($k($c).items))
    ---
    class $K:
        def __init__(self, items):
            self.best = items[0]
    ===
    r = $k($c)
    print(r.best.key, r.best.value)
    ---
    class $K:
        def __init__(self, metric):
            self.metric = metric

        def show(self):
            return self.metric.key, self.metric.value
    ===
    for m in $c:
        print($k(m).show())
    ---
    class $K:
        def __init__(self, metric):
            self.key = metric.key
            self.value = metric.value
    ===
    for m in $c:
        r = $k(m)
        print(r.key, r.value)
    ---
    class $K:
        items = None

        def load(self, run):
            self.items = $c
    ===
    r = $k()
    r.load(run)
    print([m.key for m in r.items])
    ---
    @dataclass
    class $K:
        items: list
        name: str = 'acc'
    ===
    r = $k($c)
    print([m.value for m in r.items if m.key == r.name])
    ---
    @dataclass
    class $K:
        metric: object
    ===
    for m in $c:
        r = $k(m)
        print(r.metric.key)
    ---
    $K = namedtuple('$K', 'items name')
    ===
    r = $k($c, 'acc')
    print([m.value for m in r.items if m.key == r.name])
    ---
    class $K:
        def __init__(self, run):
            self.run = run

        @property
        def items(self):
            return self.run.data.$kind
    ===
    r = $k(run)
    print({m.key: m.value for m in r.items})
    ---
    class $K:
        @property
        def best(self):
            return self.items[0]

        def __init__(self, items):
            self.items = items
    ===
    print($k($c).best.key)
    ---
    class $K:
        pass
    ===
    r = $k()
    r.items = $c
    print([m.key for m in r.items])
    ---
    class $K:
        def __init__(self):
            self.items = []

        def add(self, metric):
            self.items.append(metric)
    ===
    r = $k()
    for m in $c:
        r.add(m)
    print([(m.key, m.value) for m in r.items])
    ---
    class $K:
        def __init__(self, items):
            self.items = list(items)
    ===
    r = $k($c)
    r.items.append(1)
    print(len(r.items), r.items[0].key)
    ---
    class $K:
        def __init__(self, items):
            self.items = items

        def __iter__(self):
            return iter(self.items)

        def __len__(self):
            return len(self.items)
    ===
    for m in $k($c):
        print(m.key)
    print(len($k($c)))
    ---
    class $K:
        def __init__(self, items=None):
            self.items = items or []
    ===
    print([m.key for m in $k($c).items], $k().items)
    ---
    class $K:
        def __init__(self, items):
            self.items = {i.key: i for i in items}
    ===
    r = $k($c)
    print({k: m.value for k, m in r.items.items()})
    """
)
"""A class that holds a container or an entity, and its use."""

LITERALS = Templates(
    """
    * for items in ($c, $c2):
        print($call)
    ---
    for label, items in {'a': $c, 'b': $c2}.items():
        print(label, $call)
    ---
    for label, items in [('a', $c), ('b', $c2)]:
        print(label, $call)
    ---
    for items in [$c, $c2]:
        for m in items:
            print(m.key)
        print($call)
    ---
    print([$call for items in ($c, $c2)])
    ---
    table = {'a': $c}
    items = table['a']
    print($call)
    ---
    table = {'a': $c, 'b': [1]}
    items = table['a']
    print($call)
    ---
    pair = $c, $c2
    items = pair[0]
    print($call)
    ---
    items, other = $c, $c2
    print($call, len(other))
    ---
    items = getattr(run.data, '$kind')
    print($call)
    ---
    for items in map(lambda r: r.data.$kind, [run]):
        print($call)
    ---
    for r in client.search_runs(['0']):
        items = r.data.$kind
        print($call)
    ---
    rows = [r.data.$kind for r in client.search_runs(['0'])]
    for items in rows:
        print($call)
    """
)
"""Containers in literals, handed to a helper as ``items``."""

TUPLES = Templates(
    """
    * return $c, $c2
    ===
    a, b = $f
    print([m.key for m in a], {m.key: m.value for m in b})
    ---
    return {'x': $c, 'y': $c2}
    ===
    t = $f
    print([m.value for m in t['x']], len(t['y']))
    ---
    return {'x': $c, 'y': $c2}
    ===
    for label, items in $f.items():
        print(label, [m.key for m in items])
    ---
    return [$c, $c2]
    ===
    for items in $f:
        print([m.value for m in items])
    ---
    return run
    ===
    print([m.value for m in $f.data.$kind])
    ---
    return run.data
    ===
    data = $f
    print([m.value for m in data.$kind])
    ---
    return [run, run]
    ===
    for r in $f:
        print([m.key for m in r.data.$kind])
    ---
    return $c, 1
    ===
    print([m.key for m in $f[0]])
    ---
    return lambda: $c
    ===
    print([m.key for m in $f()])
    ---
    return [(m.key, m) for m in $c]
    ===
    for key, m in $f:
        print(key, m.value)
    ---
    return {m.key: m for m in $c}
    ===
    table = $f
    for key in sorted(table):
        print(key, table[key].value)
    ---
    return $c[0], len($c)
    ===
    best, count = $f
    print(best.value, count)
    ---
    return {'best': $c[0]}
    ===
    print($f['best'].key)
    ---
    return [[m] for m in $c]
    ===
    for (m,) in $f:
        print(m.key, m.value)
    """
)
"""What else a function gives, and how it is used."""

_HOLE = re.compile(r"\$(\w+?)(?=\d*\b)(\d*)")


class Hole:
    """Fills the holes of a template: by a text, or by something that makes one for each number."""

    def __init__(self, draw: Draw, **texts: str | Callable[[], str]) -> None:
        self.draw = draw
        self.texts = texts
        self._made: dict[str, str] = {}

    def _one(self, match: re.Match[str]) -> str:
        text = self.texts[match[1]]
        if isinstance(text, str):
            return text
        if match[0] not in self._made:
            self._made[match[0]] = text()
        return self._made[match[0]]

    def fill(self, template: str) -> str:
        """The template, filled."""
        while _HOLE.search(template):
            template = _HOLE.sub(self._one, template)
        return template

    def pick(self, templates: Templates) -> str:
        """One of the templates, filled."""
        return self.fill(templates.pick(self.draw))


def indented(text: str, depth: int = 1) -> str:
    """The text, one level in."""
    return textwrap.indent(text, "    " * depth)


def container(draw: Draw, run: str = "run", kind: str = "") -> str:
    """A container of a run."""
    return f"{run}.data.{kind or draw.pick(*KINDS)}"


@dataclass(frozen=True)
class Helper:
    """Something that can be called with an entity, or a container."""

    made: Made
    suffix: str = ""
    """What follows the name before the call: a method."""
    before: str = ""
    after: tuple[str, ...] = ("",)
    keyword: str = ""
    """The name of the parameter, if it may be named."""
    is_generator: bool = False
    plain: bool = False
    """It takes one argument, by position."""
    only_keyword: bool = False
    """The argument must be named."""

    def target(self, module: Module) -> str:
        """What is called."""
        return module.use(self.made) + self.suffix

    def call(self, module: Module, argument: str) -> str:
        """A call."""
        draw = module.project.draw
        if self.keyword and (self.only_keyword or draw.rarely(5)):
            argument = f"{self.keyword}={argument}"
            before = f"label={self.before}" if self.before else ""
        else:
            before = self.before
        after = draw.pick(*self.after)
        if "=" in argument.partition("(")[0] and after and "=" not in after.partition("(")[0]:
            after = ""
        if self.keyword and f"{self.keyword}=" in argument and f"{self.keyword}=" in after:
            after = ""
        parts = [part for part in (before, argument, after) if part]
        text = f"{self.target(module)}({', '.join(parts)})"
        return f"list({text})" if self.is_generator else text


SIGNATURES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("{p}", "", ("",)),
    ("{p}", "", ("",)),
    ("{p}", "", ("",)),
    ("{p}, digits=2", "", ("", "1", "digits=3")),
    ("label, {p}", "'label'", ("",)),
    ("label, {p}, digits=2", "'label'", ("", "1", "digits=3")),
    ("{p}, *, digits=2", "", ("", "digits=3")),
    ("{p}, *rest", "", ("", "1", "1, 2")),
    ("{p}, **options", "", ("", "digits=3", "key=3")),
    ("{p}=None", "", ("",)),
    ("*{p}", "", ("",)),
    ("{p}, /", "", ("",)),
    ("*, {p}", "", ("",)),
)
"""Parameters, what a call gives before, and what it may give after."""


def signature(draw: Draw, p: str, annotation: str) -> tuple[str, str, tuple[str, ...], str]:
    """Parameters; what stands before and after the argument; and its keyword."""
    text, before, after = draw.pick(*SIGNATURES) if draw.rarely(3) else SIGNATURES[0]
    if text.startswith("*{"):
        return text.format(p=p), before, after, ""
    if annotation and draw.rarely(6):
        p_text = f"{p}: {annotation}"
        if "=None" in text:
            p_text = f"{p}: Optional[{annotation}]"
            text = text.replace("=None", " = None")
    else:
        p_text = p
    return text.format(p=p_text), before, after, "" if "/" in text else p


def shaped(draft: ProjectDraft, module: Module, name: str, parameters: str, body: str) -> tuple[Made, str]:
    """A function, in one of the forms that it may have; and what follows its name."""
    draw = draft.draw
    plain = f"def {name}({parameters}):\n{indented(body)}"
    if draw.rarely(3):
        way = draw.pick("method", "static", "class", "override", "decorated", "alias", "conditional", "lambda",
                        "callable", "instance", "twice", "nested", "wraps", "partial", "module method")  # fmt: skip
    else:
        way = "plain"
    cls = draft.fresh("Kind")
    separate = "" if parameters.startswith("**") else ", "
    method = f"def show(self{separate}{parameters}):\n{indented(body)}"
    if way == "method":
        return module.define(cls, f"class {cls}:\n{indented(method)}"), "().show"
    if way == "static":
        return module.define(
            cls, f"class {cls}:\n    @staticmethod\n    def show({parameters}):\n{indented(body, 2)}"
        ), draw.pick(".show", "().show")
    if way == "class":
        return module.define(
            cls, f"class {cls}:\n    @classmethod\n    def show(cls{separate}{parameters}):\n{indented(body, 2)}"
        ), draw.pick(".show", "().show")
    if way == "override":
        base = module.define(cls, f"class {cls}:\n{indented(method)}")
        other = draft.fresh("Kind")
        child = draft.later(module)
        changed = method if draw.rarely(3) else method.replace("return ", "return 'child', ", 1)
        if draw.rarely(3):
            changed = f"def show(self{separate}{parameters}):\n    print('plain')"
        return child.define(other, f"class {other}({child.use(base)}):\n{indented(changed)}"), "().show"
    if way == "callable":
        return module.define(
            cls, f"class {cls}:\n    def __call__(self{separate}{parameters}):\n{indented(body, 2)}"
        ), "()"
    if way == "instance":
        return module.define(f"the_{cls}", f"class {cls}:\n{indented(method)}\n\n\nthe_{cls} = {cls}()"), ".show"
    if way == "decorated":
        return module.define(
            name,
            f"def traced_{name}(f):\n    def inner(*args, **kwargs):\n        print('call')\n"
            f"        return f(*args, **kwargs)\n    return inner\n\n\n@traced_{name}\n{plain}",
        ), ""
    if way == "wraps":
        return module.define(
            name,
            f"def traced_{name}(f):\n    @wraps(f)\n    def inner(*args, **kwargs):\n"
            f"        return f(*args, **kwargs)\n    return inner\n\n\n@traced_{name}\n{plain}",
        ), ""
    if way == "alias":
        return module.define(f"{name}_too", f"{plain}\n\n\n{name}_too = {name}"), ""
    if way == "partial":
        return module.define(f"{name}_too", f"{plain}\n\n\n{name}_too = partial({name})"), ""
    if way == "conditional":
        return module.define(name, f"if flag:\n    {name} = None\nelse:\n{indented(plain)}"), ""
    if way == "twice":
        return module.define(name, f"def {name}({parameters}):\n    pass\n\n\n{plain}"), ""
    if way == "nested":
        return module.define(
            name, f"def make_{name}():\n{indented(plain)}\n    return {name}\n\n\n{name} = make_{name}()"
        ), ""
    if way == "module method":
        return module.define(
            cls,
            f"class {cls}:\n    def inner(self{separate}{parameters}):\n{indented(body, 2)}\n\n"
            f"    def show(self, *args, **kwargs):\n        return self.inner(*args, **kwargs)",
        ), "().show"
    if way == "lambda" and body.startswith("return ") and "\n" not in body:
        return module.define(
            name, f"{name} = lambda {parameters.partition(':')[0] if ':' in parameters else parameters}: {body[7:]}"
        ), ""
    return module.define(name, plain), ""


def entity_helper(
    draft: ProjectDraft, kind: str, after: Module | None = None, two_hops: Helper | None = None
) -> Helper:
    """A helper that is handed an entity."""
    draw = draft.draw
    module = draft.home() if after is None else draft.later(after)
    p = draw.pick(*PARAMETER_NAMES)
    hole = Hole(draw, e=p)
    hole.texts["read"] = lambda: READS.pick(draw)
    if two_hops is not None:
        call = two_hops.call(module, p)
        body = draw.pick(f"return {call}", f"return {call}", f"print({p}.key)\nreturn {call}",
                         f"return {p}.value, {call}", f"if {p}.value:\n    return {call}\nreturn 0",
                         f"print({call}, {call})", f"yield {call}", f"out = {call}\nreturn out")  # fmt: skip
    else:
        body = hole.pick(BODIES)
    name = draft.fresh(draw.pick("show", "text_of", "key", "f"))
    parameters, before, after_args, keyword = signature(draw, p, ENTITY_CLASSES[kind])
    if "global seen" in body or "kept" in body:
        module.add("seen = None\nkept = []")
    if parameters == f"*{p}":
        body = draw.pick(f"return {p}[0].key", f"for one in {p}:\n    print(one.key)", f"one, = {p}\nreturn one.value")
    if p in ("key", "value") and (f"{p} = " in body or f"for {p} in" in body or f"{p}, " in body):
        body = hole.fill("return $read")
    made, suffix = shaped(draft, module, name, parameters, body)
    is_plain = parameters == p
    if "*, " + p in parameters:
        return Helper(made, suffix, "", ("",), p, "yield" in body, only_keyword=True)
    return Helper(made, suffix, before, after_args, keyword, "yield" in body, is_plain)


def caller(draft: ProjectDraft, text: str, module: Module, wrapped: bool = True) -> None:
    """Put statements that read ``run`` and ``client`` into a module, and have main run them."""
    draw = draft.draw
    if module is draft.main and draw.rarely(2):
        module.add(text)
        return
    name = draft.fresh("step")
    if draw.rarely(4):
        cls = draft.fresh("Report")
        text = (
            re.sub(r"\brun\b(?!=)", "self.run", text) if "lambda r:" not in text else text.replace("run.", "self.run.")
        )
        client = "        client = MlflowClient()\n" if reads_word(text, "client") else ""
        made = module.define(
            cls,
            f"class {cls}:\n    def __init__(self, run):\n        self.run = run\n\n"
            f"    def report(self):\n{client}{indented(text, 2)}",
        )
        draft.main.add(f"{draft.main.use(made)}(run).report()")
        return
    client = "    client = MlflowClient()\n" if reads_word(text, "client") else ""
    made = module.define(name, f"def {name}(run):\n{client}{indented(text)}")
    draft.main.add(f"{draft.main.use(made)}({Hole(draw).pick(RUNS)})")


def reads_word(text: str, word: str) -> bool:
    """Whether the word stands in the text."""
    return re.search(rf"\b{word}\b", text) is not None


def entities_handed_on(draft: ProjectDraft) -> None:
    """An entity is handed to a helper, maybe over two hops, by one caller or several."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    helper = entity_helper(draft, kind)
    for _ in range(draw.pick(0, 0, 1, 1, 2)):
        helper = entity_helper(draft, kind, helper.made.module, helper)
    for _ in range(draw.pick(1, 1, 2, 3)):
        module = draft.later(helper.made.module)
        by_value = draw.rarely(7) and not helper.is_generator
        hole = Hole(draw, c=lambda: container(draw, "run", kind), call=partial(helper.call, module, "m"))
        if by_value:
            hole.texts["f"] = helper.target(module)
            if draw.rarely(2):
                hole.texts["c"] = f"run.data.{kind}"
            text = hole.pick(BY_VALUE)
            if "apply(" in text:
                text = "def apply(f, items):\n    return [f(i) for i in items]\n" + text
        else:
            text = hole.pick(GIVEN)
            if draw.rarely(12):
                text = f"for m in {draw.pick(*OTHERS)}:\n    print({helper.call(module, 'm')})"
        caller(draft, text, module)


OTHERS = (
    "MlflowClient().get_metric_history('a', 'acc')",
    "[Pair('acc', 1)]",
    "[namedtuple('Row', 'key value')('acc', 1.0)]",
    "[Metric('k', 1.0, 5)]",
)
"""What else a helper may be handed."""


def wants(draft: ProjectDraft, templates: Templates, stem: str, kind: str, takes: str = "") -> tuple[Helper, bool]:
    """A function of a run or a container, with a body of one of the templates."""
    draw = draft.draw
    module = draft.home()
    takes_run = draw.rarely(2)
    p = "run" if takes_run else draw.pick("items", "ms", "metrics", "values")
    hole = Hole(draw, c=f"run.data.{kind}" if takes_run else p, kind=kind)
    body = hole.pick(templates)
    name = draft.fresh(stem)
    parameters = draw.pick(f"{p}, name='acc'", f"{p}, name='acc'", f"{p}, name", p)
    if parameters == p:
        body = body.replace("name", "'acc'") if reads_word(body, "name") else body
    made, suffix = shaped(draft, module, name, parameters, body)
    after = {p: ("",), f"{p}, name": ("'acc'", "'loss'", "'missing'", "name='lr'")}.get(
        parameters, ("", "'loss'", "name='missing'")
    )
    return Helper(made, suffix, "", after, p, False), takes_run


def call_of(draft: ProjectDraft, helper: Helper, takes_run: bool, module: Module, kind: str) -> str:
    """A call of a function of a run or a container."""
    other = draft.draw.rarely(8)
    argument = "run" if takes_run else container(draft.draw, "run", "" if other else kind)
    return helper.call(module, argument)


def entity_given(draft: ProjectDraft) -> None:
    """A function gives an entity."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    helper, takes_run = wants(draft, FINDERS, draw.pick("find", "best", "first"), kind)
    if draw.rarely(5):
        helper = handed_through(draft, helper)
    for _ in range(draw.pick(1, 1, 2)):
        module = draft.later(helper.made.module)
        call = call_of(draft, helper, takes_run, module, kind)
        if draw.rarely(4):
            show = entity_helper(draft, kind)
            module = draft.later(helper.made.module, show.made.module)
            call = call_of(draft, helper, takes_run, module, kind)
            given = draw.pick(show.call(module, call), show.call(module, "found"))
            caller(
                draft,
                f"found = {call}\nprint({given})\nprint(found.key)" if "found" in given else f"print({given})",
                module,
            )
            continue
        hole = Hole(draw, f=call, c=f"run.data.{kind}")
        caller(draft, hole.pick(FOUND_USES), module)


def handed_through(draft: ProjectDraft, helper: Helper) -> Helper:
    """A function that gives what another one gives."""
    draw = draft.draw
    module = draft.later(helper.made.module)
    name = draft.fresh("through")
    target = helper.target(module)
    p = helper.keyword
    parameters = f"{p}, *args, **kwargs" if draw.rarely(4) else f"{p}, name='acc'"
    arguments = f"{p}, *args, **kwargs" if "args" in parameters else p
    if any("'" in after for after in helper.after) and "args" not in parameters:
        arguments += ", name"
    body = draw.pick(f"return {target}({arguments})", f"found = {target}({arguments})\nreturn found",
                     f"try:\n    return {target}({arguments})\nexcept (IndexError, StopIteration):\n    return None",
                     f"print('through')\nreturn {target}({arguments})",
                     f"found = {target}({arguments})\nif not found:\n    print('nothing')\nreturn found")  # fmt: skip
    made, suffix = shaped(draft, module, name, parameters, body)
    return Helper(made, suffix, "", ("", "'loss'"), "", False)


def list_given(draft: ProjectDraft) -> None:
    """A function gives entities."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    helper, takes_run = wants(draft, LISTERS, draw.pick("good", "items_of", "chosen"), kind)
    if draw.rarely(5):
        helper = handed_through(draft, helper)
    for _ in range(draw.pick(1, 1, 2)):
        module = draft.later(helper.made.module)
        hole = Hole(draw, f=call_of(draft, helper, takes_run, module, kind), c=f"run.data.{kind}")
        if draw.rarely(5):
            show = entity_helper(draft, kind)
            module = draft.later(helper.made.module, show.made.module)
            call = call_of(draft, helper, takes_run, module, kind)
            caller(draft, f"for m in {call}:\n    print({show.call(module, 'm')})", module)
        elif draw.rarely(5):
            table = table_helper(draft, kind)
            module = draft.later(helper.made.module, table.made.module)
            call = call_of(draft, helper, takes_run, module, kind)
            caller(draft, f"print({table.call(module, call)})", module)
        else:
            caller(draft, hole.pick(LIST_USES), module)


def table_helper(draft: ProjectDraft, kind: str) -> Helper:
    """A helper that is handed a container."""
    draw = draft.draw
    module = draft.home()
    name = draft.fresh(draw.pick("table", "to_dict", "rows"))
    if draw.rarely(4):
        scope = Scope(draw, "", False, [Container("items", one) for one in KINDS])
        text = snippet(scope)
        for helper in scope.helpers:
            module.add(helper)
        made, suffix = shaped(draft, module, name, "items", text)
        return Helper(made, suffix, "", ("",), "items", "yield " in text)
    body = TABLES.pick(draw)
    if "kept" in body:
        module.add("kept = []")
    parameters = draw.pick("items, name='acc'", "items, name='acc'", "items, name", "items, *, name='lr'")
    after = {
        "items, name": ("'acc'", "name='missing'"),
        "items, *, name='lr'": ("", "name='acc'"),
    }.get(parameters, ("", "'loss'", "name='missing'"))
    if draw.rarely(8):
        parameters = parameters.replace("items", f"items: List[{ENTITY_CLASSES[kind]}]", 1)
    made, suffix = shaped(draft, module, name, parameters, body)
    return Helper(made, suffix, "", after, "items", "yield " in body)


def containers_handed_on(draft: ProjectDraft) -> None:
    """A container is handed to a helper, by one caller or several."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    helper = table_helper(draft, kind)
    if draw.rarely(4):
        helper = table_through(draft, helper)
    for _ in range(draw.pick(1, 2, 2, 3)):
        module = draft.later(helper.made.module)
        hole = Hole(draw, c=f"run.data.{kind}", kind=kind)
        hole.texts["c"] = lambda: f"run.data.{kind if not draw.rarely(4) else draw.pick(*KINDS)}"
        if draw.rarely(4):
            hole.texts["call"] = helper.call(module, "items")
            caller(draft, hole.pick(LITERALS), module)
            continue
        given = hole.pick(CONTAINER_GIVEN)
        if "Row" in given:
            module.add("Row = namedtuple('Row', 'key value')")
        hole.texts["out"] = helper.call(module, given)
        text = hole.pick(TABLE_CALLS)
        if draw.rarely(4):
            text += f"\nprint(len(run.data.{kind}), [m.key for m in run.data.{kind}])"
        if draw.rarely(4):
            text = text.replace(f"run.data.{kind}", "found", 1)
            text = f"found = run.data.{kind}\n{text}\nprint([m.value for m in found])"
        caller(draft, text, module)


def table_through(draft: ProjectDraft, helper: Helper) -> Helper:
    """A helper that hands its container on to another one."""
    draw = draft.draw
    module = draft.later(helper.made.module)
    name = draft.fresh("through")
    call = helper.call(module, "items")
    body = draw.pick(f"return {call}", f"print([i.key for i in items])\nreturn {call}",
                     f"out = {call}\nreturn out, len(items)",
                     f"try:\n    return {call}\nexcept IndexError:\n    return 'none'",
                     f"try:\n    return {call}\nexcept (StopIteration, KeyError):\n    return 'none'",
                     f"with suppress(ValueError):\n    return {call}",
                     f"return {call} if items else None")  # fmt: skip
    made, suffix = shaped(draft, module, name, "items", body)
    return Helper(made, suffix, "", ("",), "items", False)


def lookup_caught(draft: ProjectDraft) -> None:
    """A lookup raises, and somebody elsewhere catches."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    helper, takes_run = wants(draft, LOOKUPS, draw.pick("loss", "lookup", "get"), kind)
    if draw.rarely(3):
        helper = handed_through(draft, helper)
    for _ in range(draw.pick(1, 1, 2)):
        module = draft.later(helper.made.module)
        hole = Hole(draw, call=call_of(draft, helper, takes_run, module, kind), error=lambda: draw.pick(*ERRORS))
        text = hole.pick(CATCHES)
        if draw.rarely(6):
            function = draft.fresh("guarded")
            outer = hole.pick(CATCHES).replace(hole.fill("$call"), f"{function}()")
            text = f"def {function}():\n{indented(text)}\n{outer}"
        caller(draft, text, module)


def kept_in_attributes(draft: ProjectDraft) -> None:
    """Containers and entities in attributes of objects."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    module = draft.home()
    cls = draft.fresh("Box")
    definition, use = ATTRIBUTES.pick(draw).split("===\n")
    hole = Hole(draw, K=cls, c=f"run.data.{kind}", kind=kind)
    made = module.define(cls, hole.fill(definition))
    for _ in range(draw.pick(1, 1, 2)):
        place = draft.later(module)
        hole.texts["k"] = place.use(made)
        text = hole.fill(use)
        if draw.rarely(6):
            text = f"{text}\nprint({hole.fill('$k')}({draw.pick('[]', 'None', repr('x'))}))"
        caller(draft, text, place)


def structures_given(draft: ProjectDraft) -> None:
    """A function gives tuples, dicts, runs."""
    draw = draft.draw
    kind, other = draw.pick(*KINDS), draw.pick(*KINDS)
    module = draft.home()
    body, use = TUPLES.pick(draw).split("===\n")
    hole = Hole(draw, c=f"run.data.{kind}", kind=kind)
    body = body.replace("$c2", f"run.data.{other}")
    made, suffix = shaped(draft, module, draft.fresh("parts"), "run", hole.fill(body).strip("\n"))
    place = draft.later(module)
    hole.texts["f"] = f"{place.use(made)}{suffix}(run)"
    caller(draft, hole.fill(use), place)


def module_variables(draft: ProjectDraft) -> None:
    """A container or an entity in a variable of a module."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    modules = [module for module in draft.modules if module is not draft.main]
    module = draw.pick(*modules)
    name = draft.fresh("state")
    value = draw.pick(f"run.data.{kind}", f"run.data.{kind}", f"run.data.{kind}[0]", f"list(run.data.{kind})")
    start = draw.pick("None", "None", "[]")
    module.add(f"{name} = {start}\n\n\ndef load_{name}(run):\n    global {name}\n    {name} = {value}")
    load = Made(module, f"load_{name}")
    draft.main.add(f"{draft.main.use(load)}(run)")
    place = draft.later(module)
    alias = draft.fresh("mod")
    if place is not module:
        place.need(f"import {module.name} as {alias}")
    text = name if place is module else f"{alias}.{name}"
    use = f"print({text}.key, {text}.value)" if value.endswith("[0]") else draw.pick(
        f"print([m.key for m in {text}])", f"for m in {text}:\n    print(m.key, m.value)",
        f"print({text}[0].value)", f"print({{m.key: m.value for m in {text}}})")  # fmt: skip
    if draw.rarely(6):
        use += f"\n{alias}.{name} = []\nprint({alias}.{name})" if place is not module else ""
    caller(draft, use, place)


def replaced(draft: ProjectDraft) -> None:
    """A helper is replaced, or wrapped, from another file."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    helper = entity_helper(draft, kind) if draw.rarely(2) else table_helper(draft, kind)
    module = draft.later(helper.made.module)
    is_entity = helper.made.name.startswith(("show", "text_of", "key", "f"))
    target, name = helper.made.module, helper.made.name
    if target is draft.main or helper.suffix:
        return
    alias = draft.fresh("mod")
    module_use = f"{alias}.{name}"
    if module is target:
        return
    module.need(f"import {target.name} as {alias}")
    argument = "m" if is_entity else f"run.data.{kind}"
    call = Helper(Made(module, module_use), "", helper.before, helper.after, helper.keyword, helper.is_generator).call(
        module, argument
    )
    text = f"for m in run.data.{kind}:\n    print({call})" if is_entity else f"print({call})"
    patch = draw.pick(
        f"{module_use} = lambda *args, **kwargs: [type(args).__name__]",
        f"original = {module_use}\n{module_use} = lambda *args, **kwargs: ['wrapped', original(*args, **kwargs)]",
        f"setattr({alias}, '{name}', lambda *args, **kwargs: [len(args)])",
        f"original = {module_use}\nprint(original.__name__)",
        f"{alias}.__dict__['{name}'] = lambda *args, **kwargs: [len(args)]",
        f"globals()['unused'] = {module_use}",
        f"getattr({alias}, '{name}')",
    )  # fmt: skip
    caller(draft, f"{patch}\n{text}", module)


def same_name(draft: ProjectDraft) -> None:
    """Two modules have a function of one name; one of them is not about entities."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    if len(draft.modules) < 3:
        entities_handed_on(draft)
        return
    first, second = draft.modules[0], draft.modules[1]
    name = draft.fresh("same")
    p = draw.pick(*PARAMETER_NAMES)
    hole = Hole(draw, e=p, read=lambda: READS.pick(draw))
    first.add(f"def {name}({p}):\n    return {hole.fill('$read')}")
    body = draw.pick(f"return {p}", f"return {p}.value", f"return {p}[0]", f"return {hole.fill('$read2')}")
    second.add(f"def {name}({p}):\n    {body}")
    place = draft.later(second)
    one, two = draft.fresh("mod"), draft.fresh("mod")
    place.need(f"import {first.name} as {one}")
    if place is not second:
        place.need(f"import {second.name} as {two}")
    other = f"{two}.{name}" if place is not second else name
    argument = draw.pick("'text'", "Pair('k', 1)", "m")
    caller(draft, f"for m in run.data.{kind}:\n    print({one}.{name}(m), {other}({argument}))", place)


def recursion(draft: ProjectDraft) -> None:
    """A helper calls itself."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    module = draft.home()
    name = draft.fresh("again")
    p = draw.pick(*PARAMETER_NAMES)
    hole = Hole(draw, e=p, read=lambda: READS.pick(draw))
    body = draw.pick(
        f"if depth:\n    return {name}({p}, depth - 1)\nreturn $read",
        f"print($read)\nif depth:\n    {name}({p}={p}, depth=depth - 1)",
        f"if depth == 1:\n    {name}(Pair('p', 1), 0)\nreturn $read",
        f"return [$read] + ({name}({p}, depth - 1) if depth else [])",
    )
    made = module.define(name, f"def {name}({p}, depth=1):\n{indented(hole.fill(body))}")
    place = draft.later(module)
    caller(draft, f"for m in run.data.{kind}:\n    print({place.use(made)}(m))", place)


def defaults_and_options(draft: ProjectDraft) -> None:
    """A helper with None or something else in place of an entity."""
    draw = draft.draw
    kind = draw.pick(*KINDS)
    module = draft.home()
    name = draft.fresh("maybe")
    p = draw.pick(*PARAMETER_NAMES)
    default = draw.pick("None", "None", "Pair('d', 0)", "''")
    body = draw.pick(
        f"if {p} is None:\n    return 'none'\nreturn {p}.value",
        f"return {p}.key if {p} else 'none'",
        f"if {p} is not None:\n    print({p}.value)\nreturn {p} is None",
        f"return {p} and {p}.value",
        f"return ({p} or Pair('x', 1)).key",
        f"if not {p}:\n    return 0\nreturn {p}.key",
        f"{p} = {p} or Pair('x', 1)\nreturn {p}.key",
        f"if {p} is None:\n    return 'none'\nreturn {p}.value, {p}.key",
    )
    parameters = draw.pick(f"{p}={default}", p)
    made = module.define(name, f"def {name}({parameters}):\n{indented(body)}")
    place = draft.later(module)
    use = place.use(made)
    arguments = [f"next((m for m in run.data.{kind} if m.key == 'acc'), None)", "None", f"run.data.{kind}[0]",
                 f"run.data.{kind}[0] if run.data.{kind} else None"]  # fmt: skip
    if "=" in parameters:
        arguments.append("")
    lines = [f"print({use}({draw.pick(*arguments)}))" for _ in range(draw.pick(1, 2, 3))]
    caller(draft, "\n".join(lines), place)


SCENES: tuple[Callable[[ProjectDraft], None], ...] = (
    *[entities_handed_on] * 5,
    *[entity_given] * 4,
    *[list_given] * 4,
    *[containers_handed_on] * 5,
    *[lookup_caught] * 4,
    *[kept_in_attributes] * 2,
    *[structures_given] * 2,
    module_variables,
    replaced,
    same_name,
    recursion,
    defaults_and_options,
)
"""What a project is made of."""
