"""Statements around the list API, as random programs have them."""

from __future__ import annotations

from collections.abc import Callable

from . import expressions
from .templates import Container, Filling, Scope, Templates, fill, maker

PRINTED = Templates(
    """
    * print($expression)
    ---
    * $name = $expression
    print($name)
    ---
    print('result', $expression, sep='')
    ---
    print([$expression])
    ---
    $name: object = $expression
    print($name)
    ---
    if $expression:
        print('yes')
    else:
        print('no')
    ---
    print(($name := $expression), $name)
    ---
    $name = ($expression
        )
    print($name)
    ---
    $name = other = $expression
    print($name, other)
    ---
    fetch = lambda: $expression
    print(fetch())
    print(fetch())
    ---
    print($expression if not flag else None)
    ---
    print(not $expression)
    ---
    $name = [$expression for _ in range(2)]
    print($name)
    ---
    def compute(x=$expression):
        return x
    print(compute())
    ---
    print({'a': $expression, 'b': 1})
    ---
    print(str($expression) + '.')  # $note
    ---
    $formatted
    """
)

LOOPS = Templates(
    """
    * for $e in $c:
        $body
    ---
    for $e in $c:
        $body
    else:
        print('over')
    ---
    for $e in $c:  # $note
        $body
    ---
    for $e in $c: print($read)
    ---
    for n, $e in enumerate($c):
        print(n)
        $body
    ---
    for $e in reversed($c):
        $body
    ---
    for $e in sorted($c, key=lambda $e: $e.key):
        $body
    ---
    for $e in $c[:2]:
        $body
    ---
    for $e in list($c):
        $body
    ---
    for $e in filter(lambda $e: $test, $c):
        $body
    ---
    for $e in [$e for $e in $c if $cond]:
        $body
    ---
    for n, $e in zip(names, $c):
        print(n)
        $body
    ---
    for $e in $c:
        # $note
        $body
        # $note2
    ---
    for items in ($c, $c2):
        for $e in items:
            $simple
    ---
    ? for $e in $c:
        $body
    print($e.key)
    ---
    ? for $e in $c:
        $body
    print($e is None)
    """
)

BODIES = Templates(
    """
    * $simple
    ---
    $simple
    $simple2
    ---
    if $cond:
        $body2
    ---
    if $test:
        $simple
    $simple2
    ---
    if $cond:
        $simple
    else:
        $simple2
    ---
    if $cond:
        $simple
    elif $cond2:
        $simple2
    ---
    $odd
    """
)

SIMPLE_BODIES = Templates(
    """
    * print($e.key, $e.value)
    ---
    * print($read)
    ---
    out.append($read)
    ---
    table[$e.key] = $e.value
    ---
    table[$e.key] = $read
    ---
    print($e.value)
    ---
    print($e.key)
    ---
    print('seen')
    ---
    if $test:
        out.append($e.value)
        break
    ---
    if $test:
        continue
    ---
    if $test:
        print($e.value)
    ---
    assert $e.key != $key
    ---
    print($e.key in names, $e.value)
    ---
    table.setdefault($e.key, $e.value)
    ---
    print('{}={}'.format($e.key, $e.value))  # $note
    ---
    pass
    """
)

ODD_BODIES = Templates(
    """
    out.append(lambda: $e.value)
    ---
    key = $e.key
    print(key)
    ---
    $e = $e.value
    print($e)
    ---
    k, value = $e.key, $e.value
    print(k, value)
    ---
    print($e, $e.value)
    ---
    if $e:
        print($e.key)
    ---
    del $e
    ---
    print([$e.value for $e in $c])
    ---
    print([($e.key, x.key) for x in $c])
    ---
    print([key for key in names], $e.key)
    ---
    def show(value=$e.value):
        print($e.key, value)
    show()
    ---
    try:
        print(float($e.value))
    except ValueError:
        print('no number', $e.key)
    ---
    print($lookup, $e.key)
    ---
    first = $e
    print(first.key)
    ---
    for other in $c:
        print($e.key == other.key, $e.value, other.value)
    ---
    for $e in $c:
        print($e.key)
    ---
    print(dict($e))
    ---
    print(getattr($e, 'timestamp', 0))
    ---
    name = $e.key
    ---
    read = $e.value
    print(read, $e.key)
    ---
    key, = [$e.key]
    print(key, $e.value)
    ---
    print(list(map(lambda key: key + $e.key, names)))
    ---
    print(f'{$e.key!r:>10} {$e.value!s}')
    """
)

SEARCHES = Templates(
    """
    * $name = $default
    for $e in $c:
        if $test:
            $name = $found
            break
    print($name)
    ---
    $name = $default
    for $e in $c:
        if $test:
            $name = $found
    print($name)
    ---
    for $e in $c:
        if $test:
            $name = $found
            break
    else:
        $name = None
    print($name)
    ---
    for $e in $c:
        if $test:
            $name = $found
            break
    print($name)
    ---
    $name = None
    for $e in $c:
        if $test:
            print('found')  # $note
            $name = $found
            break
    else:
        print('not found')
    print($name)
    ---
    known = False
    for $e in $c:
        if $test:
            known = True
    print(known)
    ---
    known = False
    for $e in $c:
        if $test:
            known = True
            break
    print(known)
    ---
    best = None
    for $e in $c:
        if $test and (best is None or $e.value > best[1]):
            best = ($e.key, $e.value)
    print(best)
    ---
    count = 0
    for $e in $c:
        if $test:
            count += 1
    print(count)
    ---
    for $e in $c:
        if not $test:
            continue
        print($e.value)
        break
    ---
    $name = None
    for $e in $c:
        if $test:
            $name = $e
    print($name.value if $name else $default)
    ---
    $name = None
    for $e in $c:
        if $test:
            $name = $e
            break
    if $name is not None:
        print($name.key, $name.value)
    ---
    $name = None
    for $e in $c:
        if $test:
            $name = $e
            break
    print($optional)
    """
)

ENTITIES = Templates(
    """
    * $name = [$e~for $e in $c~if $test][0]
    $use
    ---
    $name = next($e for $e in $c if $test)
    $use
    ---
    $name = list(filter(lambda $e: $test, $c))[0]
    $use
    ---
    * $name = $c[0]
    $use
    ---
    $name = $c[-1]
    $use
    ---
    $name = max($c, key=lambda $e: $e.value)
    $use
    ---
    $name = [$e for $e in $c if $test].pop()
    $use
    ---
    [$name] = [$e for $e in $c if $test]
    $use
    ---
    $name = [$e for $e in $c if $test][0]
    $use
    $use2
    """
)

USES = Templates(
    """
    * print($name.value)
    ---
    * print($name.key, $name.value)
    ---
    print($name.key)
    ---
    print(str($name.value) + $name.key)
    ---
    if $name.value:
        print('set')
    ---
    assert $name.key
    print($name.value)
    ---
    ? print($name)
    ---
    ? print([x for x in [$name]][0].key)
    ---
    ? $name = None
    print($name)
    ---
    if $name:
        print($name.key)
    ---
    ? name = 'other'
    print($name.key, name)
    ---
    ? show = lambda: $name.value
    print(show())
    ---
    ? print([other.value for other in $c if other.key == $name.key])
    """
)

OPTIONALS = Templates(
    """
    * $name = next(($e~for $e in $c~if $test), None)
    print($optional)
    ---
    $name = next(($e for $e in $c if $test), None)
    out = $optional
    print(out)
    ---
    $name = next(($e for $e in $c if $test), None)
    if $name is None:
        print('none')
    else:
        print($name.value)
    ---
    $name = next(($e for $e in $c if $test), None)
    if $name:
        print($name.key, $name.value)
    ---
    $name = next(($e for $e in $c if $test), None)
    if not $name:
        print('none')
    print($name.value)
    ---
    $name = next(($e for $e in $c if $test), None)
    if $name and $name.value:
        print($name.value)
    ---
    $name = next(($e for $e in $c if $test), None)
    if $name is not None and $name.value != 'x':
        print($name.value)
    else:
        print('else')
    ---
    ? $name = next(($e for $e in $c if $test), None)
    while $name:
        print($name.value)
        $name = None
    ---
    $name = next(($e for $e in $c if $test), None)
    assert $name
    print($name.value)
    ---
    ? $name = next(($e for $e in $c if $test), None)
    print(getattr($name, 'value', 'none'))
    ---
    $name = next(($e for $e in $c if $test), None)
    print($optional)
    print($optional2)
    ---
    if ($name := next(($e for $e in $c if $test), None)) is not None:
        print($name.value)
    ---
    $name = next(iter([$e for $e in $c if $test]), None)
    print($optional)
    ---
    matching = [$e for $e in $c if $test]
    $name = matching[0] if matching else None
    print($optional)
    """
)

LISTS = Templates(
    """
    if $items:
        print($items[0]$dot)
    ---
    print($items[0]$dot if $items else None)
    ---
    print(len($items))
    print($items[0]$dot)
    ---
    assert len($items) == 1
    print($items[0]$dot)
    ---
    if len($items) == 0:
        print('none')
    else:
        print($items[0]$dot)
    ---
    if not $items:
        print('none')
    print($items[-1]$dot)
    ---
    for x in $items:
        print(x$dot)
    ---
    print([x$dot for x in $items])
    ---
    print($items[0]$dot if len($items) > 0 else 'none', len($items))
    ---
    first = $items[0]
    print(first$dot)
    ---
    print(bool($items))
    ---
    if $items and $items[0]$dot:
        print('set')
    else:
        print('unset')
    ---
    print(len($items) == 1 and $items[0]$dot)
    ---
    ? del $items[:]
    print(len($items))
    ---
    ? $items += [1]
    print(len($items))
    ---
    ? print($items == [], $items is None)
    """
)

LISTED_ENTITIES = Templates(
    """
    * $items = [$e~for $e in $c~if $test]
    $items = list($e for $e in $c if $test)
    $items = list(filter(lambda $e: $test, $c))
    """
)

LISTED_VALUES = Templates(
    """
    * $items = [$e.value~for $e in $c~if $test]
    $items = list($e.value for $e in $c if $test)
    ? $items = tuple($e.value for $e in $c if $test)
    """
)

COPIES = Templates(
    """
    * $items = {$e.key: $e.value~for $e in $c}
    $change
    ---
    $items = dict(($e.key, $e.value) for $e in $c)
    $change
    ---
    $items = {}
    for $e in $c:
        $items[$e.key] = $e.value
    $change
    ---
    $items = {'old': 1}
    for $e in $c:
        $items[$e.key] = $e.value
    $change
    ---
    $items = dict()
    for $e in $c: $items[$e.key] = $e.value
    $change
    ---
    $items = {}
    for $e in $c:
        $items.update({$e.key: $e.value})
    $change
    """
)

CHANGES = Templates(
    """
    $items['acc'] = 'changed'
    $items.pop('acc', None)
    $items.clear()
    $items.update(acc='changed', extra=1)
    del $items['acc']
    """
)

FILLED_LISTS = Templates(
    """
    * for $e in $c:
        $items.append($e)
    ---
    * for $e in $c:
        if $test:
            $items.append($e)
    ---
    for $e in $c:
        $items.insert(0, $e)  # $note
    ---
    $items.extend($c)
    ---
    $items.extend($e~for $e in $c~if $cond)
    ---
    $items += $c
    ---
    $items += [$e for $e in $c if $test]
    ---
    $items = [$e for $e in $c if $test]
    ---
    $items = list($c)
    ---
    if $membership:
        $items.append(next($e for $e in $c if $e.key))
    ---
    def add($e):
        $items.append($e)
    for x in $c:
        add(x)
    ---
    def add(out):
        for $e in $c:
            if $cond:
                out.append($e)
    add($items)
    ---
    ? $items.append(3)
    ---
    ? $items.extend(client.get_metric_history('a', 'acc'))
    """
)

FILLED_LIST_READS = Templates(
    """
    * for x in $items:
        print(x.key, x.value)
    ---
    * print([x.value for x in $items])
    ---
    print([x.key for x in $items if x.value])
    ---
    print(len($items), bool($items))
    ---
    if $items:
        print($items[0].key, $items[-1].value)
    ---
    for x in sorted($items, key=lambda x: x.key):
        print(x.value)
    ---
    print(max($items, key=lambda x: x.key).value if $items else None)
    ---
    $items.sort(key=lambda x: (x.key, str(x.value)), reverse=True)
    ---
    first = $items[0]
    print(first.value)
    ---
    while $items:
        x = $items.pop()
        print(x.key)
    ---
    $items.reverse()
    ---
    other = $items[:1]
    print([x.key for x in other])
    ---
    print({x.key: x.value for x in $items})
    ---
    for n, x in enumerate($items):
        print(n, x.value)
    ---
    def show(found):
        print([x.value for x in found])
    show($items)
    ---
    ? print($items, [x.key for x in $items])
    ---
    ? print('acc' in $items, [x.key for x in $items])
    ---
    ? also = $items
    also.append(4)
    print($items[0].key)
    """
)

FILLED_DICTS = Templates(
    """
    * for $e in $c:
        $items[$e.key] = $e
    ---
    * $items = {$e.key: $e~for $e in $c}
    ---
    $items = {$e.key.upper(): $e for $e in $c if $cond}
    ---
    $items = dict(($e.key, $e) for $e in $c)
    ---
    for $e in $c:
        $items.setdefault($e.key[:1], $e)
    ---
    for $e in $c:
        if $e.key not in $items or $items[$e.key].value == 'x':
            $items[$e.key] = $e
    ---
    $items.update({$e.key: $e for $e in $c})
    ---
    for $e in $c:
        $items[$e.value] = $e
    ---
    ? $items['other'] = None
    ---
    ? $items['acc'] = 0.0
    """
)

FILLED_DICT_READS = Templates(
    """
    * print($items[$key].value)
    ---
    * print($items[$key].value if $key in $items else None)
    ---
    for k, x in $items.items():
        print(k, x.value)
    ---
    for k, x in sorted($items.items()):
        print(k, x.key, x.value)
    ---
    print([x.value for x in $items.values()])
    ---
    if $items.get($key):
        print($items[$key].key)
    ---
    found = $items.get($key)
    print(found.value if found else 'none')
    ---
    found = $items.get($key, None)
    if found is not None:
        print(found.key, found.value)
    ---
    if not $items.get($key):
        print('none')
    ---
    print($items.get($key) and $items[$key].value)
    ---
    found = $items.pop($key, None)
    print(found is None, len($items))
    ---
    if $key in $items:
        del $items[$key]
    print(sorted($items))
    ---
    print([k for k, x in sorted($items.items(), key=lambda pair: (str(pair[1].value), pair[0]))])
    ---
    for k in $items:
        print(k, $items[k].value)
    ---
    print(max($items.values(), key=lambda x: x.key).value)
    ---
    also = dict($items)
    print(len(also), [x.key for x in also.values()])
    ---
    print($items.get($key).value)
    ---
    ? print($items == {})
    ---
    ? print($items.get($key, 0))
    ---
    ? for pair in $items.items():
        print(pair[0], pair[1].value)
    """
)

FILLED_GROUPS = Templates(
    """
    * for $e in $c:
        $items.setdefault($e.key[:1], []).append($e)
    ---
    from collections import defaultdict
    $items = defaultdict(list)
    for $e in $c:
        $items[$e.key[:1]].append($e)
    ---
    for $e in $c:
        if $e.key[:1] not in $items:
            $items[$e.key[:1]] = []
        $items[$e.key[:1]].append($e)
    ---
    $items = {'a': [], 'l': [], 'f': []}
    for $e in $c:
        if $e.key[:1] in $items:
            $items[$e.key[:1]].append($e)
    """
)

FILLED_GROUP_READS = Templates(
    """
    * print({k: [x.value for x in xs] for k, xs in $items.items()})
    ---
    for k, xs in sorted($items.items()):
        print(k, len(xs))
        for x in xs:
            print(x.key, x.value)
    ---
    print([x.key for x in $items.get('a', [])])
    ---
    print($items['a'][0].value)
    ---
    for xs in $items.values():
        print(max(xs, key=lambda x: x.key).value)
    ---
    print(sum(len(xs) for xs in $items.values()))
    ---
    ? print($items, $items['a'][0].key)
    """
)

RUNNING = Templates(
    """
    * $name = None
    for $e in $c:
        if $name is None or $e.key > $name.key:
            $name = $e
    $use3
    ---
    $name = $c[0]
    for $e in $c:
        if $e.key > $name.key:
            $name = $e
    $use
    ---
    $name = None
    for $e in $c:
        if $test:
            $name = $e
    if $name is None:
        $name = next(iter($c), None)
    $use3
    ---
    $name = next(($e for $e in $c if $test), None)
    if not $name:
        $name = next(($e for $e in $c2 if $test), None)
    print($name.value if $name else 'none')
    ---
    ? $name = 0
    for $e in $c:
        $name = $e
    print($name.value)
    """
)

UNPACKED = Templates(
    """
    [v] = [$e.value~for $e in $c~if $test]
    print(v)
    ---
    v, = [$e.value for $e in $c if $test]
    print(v)
    ---
    (v,) = ($e.value for $e in $c if $test)
    print(v)
    ---
    value, *rest = [$e.value for $e in $c]
    print(value, rest)
    ---
    one, two = $lookup, $lookup2
    print(one, two)
    ---
    (one, two), three = ($lookup, 2), 3
    print(one, two, three)
    ---
    one = {'v': $lookup}
    print(one['v'])
    ---
    print(*[$e.key for $e in $c])
    ---
    v = [$lookup, $membership]
    v[0] = v[0]
    print(v)
    """
)

GENERATORS = Templates(
    """
    gen = ($e.value for $e in $c if $test)
    print(next(gen, None), next(gen, 'end'))
    ---
    gen = ($e for $e in $c if $test)
    for x in gen:
        print(x.key, x.value)
    print(list(gen))
    ---
    gen = ($e.key for $e in $c)
    print(list(gen), list(gen))
    ---
    keys = map(lambda $e: $e.key, $c)
    print(list(keys), list(keys))
    ---
    gen = ($e.value for $e in $c if $e.key == name)
    name = 'lr'
    print(list(gen))
    ---
    it = iter($c)
    print(next(it).key)
    ---
    print(next(iter($c)).value)
    """
)

OVER_RUNS = Templates(
    """
    print([{$e.key: $e.value for $e in $c} for $r in $runs])
    ---
    print([$r.info.run_uuid for $r in $runs for $e in $c if $test and $e.value == 'acc'])
    ---
    print([$r.info.run_uuid for $r in $runs if any($test for $e in $c)])
    ---
    print([[$e.value for $e in $c if $test] for $r in $runs])
    ---
    print({$e.key for $r in $runs for $e in $c} == set())
    ---
    print([$e.value for $r in $runs for $e in $c if $test])
    ---
    for $r in $runs:
        $snippet
    ---
    print([$lookup for $r in $runs])
    ---
    best = max($runs, key=lambda $r: len([$e for $e in $c if $test]))
    print(best.info.run_uuid)
    ---
    table = {$r.info.run_uuid: {$e.key: $e.value for $e in $c} for $r in $runs}
    print(table)
    ---
    print([$e.key for $r in $runs for $e in $c][0])
    ---
    print(sorted($e.key for $r in $runs for $e in $c if $e.value))
    ---
    rows = []
    for $r in $runs:
        row = {}
        for $e in $c:
            row[$e.key] = $e.value
        rows.append(row)
    print(rows)
    """
)

CLOSURES = Templates(
    """
    later = []
    for $e in $c:
        later.append(lambda $e=$e: $read)
    print([call() for call in later])
    ---
    later = []
    for $e in $c:
        def show(n=2, $e=$e):
            return ($e.key, $read, n)
        later.append(show)
    print([call(3) for call in later], len(later))
    ---
    for $e in $c:
        row = dict($e)
        print(row['key'], row.get('value'))
    ---
    for key in [$e.key for $e in $c]:
        print(key)
    for key, value in {$e.key: $e.value for $e in $c}.items():
        print(key, value)
    ---
    kept, found = {'a': 1}, ['b']
    kept.update({$e.key: $e.value for $e in $c})
    kept.update([($e.key, $e.value) for $e in $c])
    found.extend([$e.key for $e in $c])
    print(kept, found)
    ---
    unread = [$e for $e in $c if $test][0]
    print('found')
    ---
    def find(name):
        return [$e.value for $e in $c if $e.key == name][0]
    print(find('acc'))
    ---
    def find(wanted):
        for $e in $c:
            if $e.key == wanted:
                return $e.value
    print(find('acc'), find('none'))
    ---
    def show():
        for $e in $c:
            print($e.key, $e.value)
    show()
    show()
    ---
    find = lambda key: next((x.value for x in $c if x.key == key), None)
    print(find('lr'))
    ---
    def show():
        $snippet
    show()
    ---
    class Report:
        keys = [$e.key for $e in $c]
        first = $c[0].value
    print(Report.keys, Report.first)
    ---
    class Report:
        name = 'lr'
        found = [x.value for x in $c if x.key == name][0]
    print(Report.found)
    ---
    class Report:
        for $e in $c:
            print($e.key, $e.value)
    """
)

UNRELATED = Templates(
    """
    pairs = [Pair('acc', 1), Pair('lr', 2)]
    print([p.value for p in pairs if p.key == 'acc'][0])
    ---
    settings = {'key': 'acc', 'value': 0}
    for key, value in settings.items():
        print(key, value)
    ---
    pairs = [Pair('acc', 1)]
    print({p.key: p.value for p in pairs})
    ---
    for pair in [Pair('acc', 1)]:
        print(pair.key, pair.value)
    ---
    print(next((p for p in [Pair('a', 0)] if p.key == 'b'), None))
    """
)

FALLIBLE = {
    "IndexError": Templates(
        """
        * [$e.value~for $e in $c~if $test][0]
        [$e~for $e in $c~if $test][0].value
        [$e for $e in $c if $test].pop().value
        $c[0].value
        """
    ),
    "StopIteration": Templates(
        """
        next($e.value~for $e in $c~if $test)
        next($e for $e in $c if $test).value
        """
    ),
    "AttributeError": Templates("next(($e for $e in $c if $test), None).value"),
    "ValueError": Templates("max($e.value for $e in $c if $test)"),
}
"""Expressions by what they raise where the key is missing."""

TRIES = Templates(
    """
    * try:
        $work
    except $error:
        $name = 'missing'
    print($name)
    ---
    try:
        $work
    except $error:
        print('missing')
        raise
    print($name)
    ---
    try:
        $work
    except $error:
        $name = 'missing'
    else:
        print('fine')
    finally:
        print('finally')
    print($name)
    ---
    try:
        $work
    except $error as error:
        $name = 'missing'
    print($name)
    ---
    ? try:
        $work
    except $error as error:
        print(type(error).__name__)
        $name = 'missing'
    print($name)
    ---
    try:
        $work
    except KeyError:
        $name = 'key error'
    except $error:
        $name = 'missing'
    print($name)
    ---
    try:
        $work
    except $error:
        $name = 'missing'
    except (KeyError, TypeError):
        $name = 'key error'
    print($name)
    ---
    try:
        try:
            $work
        except $error:
            $name = 'missing'
    except KeyError:
        $name = 'outer'
    print($name)
    ---
    try:
        try:
            $work
        except KeyError:
            $name = 'inner'
    except $error:
        $name = 'outer'
    print($name)
    ---
    try:
        $work
    except:  # $note
        $name = 'missing'
    print($name)
    ---
    import contextlib
    $name = 'unset'
    with contextlib.suppress($errors):
        $work
    print($name)
    ---
    def attempt():
        try:
            $work
            return $name
        except $error:
            return None
    print(attempt())
    """
)

WORK = Templates(
    """
    * $name = $fallible
    ---
    $name = float($fallible)
    ---
    print($fallible)
    $name = 'done'
    ---
    $name = $fallible
    {}['gone']
    ---
    {}['gone']
    $name = $fallible
    ---
    $name = [1][len([$fallible])]
    ---
    print({'a': 1}['a'])
    $name = $fallible
    ---
    print(float('x'))
    $name = $fallible
    ---
    if $membership:
        $name = $fallible
    else:
        $name = None
    """
)

FUNCTIONS = Templates(
    """
    * def $function($p, name='acc'):
        for $e in $c:
            if $named:
                return $e.value
        return $default
    ---
    def $function($p, name='acc'):
        for $e in $c:
            if $named:
                return $read
    ---
    def $function($p, name):
        for $e in $c:
            if $named:
                return True
        return False
    ---
    def $function($p, name):
        for $e in $c:
            if $named:
                return $e.value
        raise ValueError('no ' + str(name))
    ---
    def $function($p, name):
        # $note
        return [$e.value for $e in $c if $named][0]
    ---
    def $function($p, *rest):
        return {$e.key: $e.value for $e in $c}
    ---
    def $function($p, name):
        return next(($e.value for $e in $c if $named), $default)
    ---
    def $function($p, name):
        found = next(($e for $e in $c if $named), None)
        if found is None:
            return 'none'
        print(found.key)
        return found.value
    ---
    def $function($p, name):
        found = next(($e for $e in $c if $named), None)
        if not found:
            return $default
        return found.value
    ---
    def $function($p, name):
        xs = [$e for $e in $c if $named]
        if not xs:
            return $default
        return xs[0].value
    ---
    def $function($p, name):
        return any($named for $e in $c)
    ---
    def $function($p, *rest):
        '''Say something about the metrics.'''
        out = []
        for $e in $c:
            out.append($read)
        return out
    ---
    def $function($p, *rest):
        keys = lambda items: [x.key for x in items]
        return keys($c)
    ---
    def $function($p, name):
        try:
            return [$e.value for $e in $c if $named][0]
        except IndexError:
            return $default
    """
)

FUNCTIONS_OF_ENTITIES = Templates(
    """
    def $function($p, name):
        return next($e for $e in $c if $named)
    ---
    def $function($p, name):
        return [$e for $e in $c if $named][0]
    ---
    def $function($p, name):
        for $e in $c:
            if $named:
                return $e
    """
)

GENERATOR_FUNCTIONS = Templates(
    """
    def $function($p, *rest):
        for $e in $c:
            yield $read
    ---
    def $function($p, name):
        for $e in $c:
            if $named:
                yield $e.key, $e.value
    """
)


@maker
def make_name(hole: Filling) -> str:
    return hole.draw.pick("out", "found", "value", "metric", "key", "result")


@maker
def make_items(hole: Filling) -> str:
    return hole.draw.pick("items", "xs", "values", "params", "d")


@maker
def make_found(hole: Filling) -> str:
    return hole.hole("e") + hole.draw.pick(".value", ".value", ".key")


@maker
def make_formatted(hole: Filling) -> str:
    text = expressions.expression(hole.scope)
    if "\n" in text or "\\" in text or text.startswith("{") or ("'" in text and '"' in text):
        return f"print({text})"
    return f"print(f'result {{{text}!r:>20}}')" if '"' in text else f'print(f"result {{{text}!r}} end")'


def _same_entity(hole: Filling, templates: Templates) -> str:
    inner = Filling(hole.scope, e=hole.hole("e"), c=hole.hole("c"))
    inner.container = hole.container
    return inner.one_of(templates)


@maker
def make_body(hole: Filling) -> str:
    return _same_entity(hole, BODIES)


@maker
def make_simple(hole: Filling) -> str:
    return _same_entity(hole, SIMPLE_BODIES)


@maker
def make_odd(hole: Filling) -> str:
    return _same_entity(hole, ODD_BODIES)


@maker
def make_use(hole: Filling) -> str:
    return Filling(hole.scope, name=hole.hole("name"), c=hole.hole("c")).one_of(USES)


@maker
def make_use3(hole: Filling) -> str:
    name = hole.hole("name")
    return hole.draw.pick(
        f"print({name}.value if {name} else 'none')",
        f"if {name} is not None:\n    print({name}.key, {name}.value)",
        f"print({name}.value)",
        f"if not {name}:\n    print('none')\nelse:\n    print({name}.key)",
    )


@maker
def make_change(hole: Filling) -> str:
    items, c = hole.hole("items"), hole.hole("c")
    again = f"print({items}, len({c}), [(x.key, x.value) for x in {c}])"
    return fill(hole.scope, CHANGES, items=items) + "\n" + again


@maker
def make_snippet(hole: Filling) -> str:
    return snippet(hole.scope)


@maker
def make_work(hole: Filling) -> str:
    return fill(hole.scope, WORK, name=hole.hole("name"), fallible=hole.hole("fallible"))


@maker
def make_named(hole: Filling) -> str:
    e = hole.hole("e")
    return f"{e}.key == name" if not hole.draw.rarely(4) else hole.hole("cond")


def printed(scope: Scope) -> str:
    """An expression, printed in some way."""
    return fill(scope, PRINTED)


def loop(scope: Scope) -> str:
    """A loop over a container."""
    text = fill(scope, LOOPS)
    if "out.append" in text:
        call = "[x() if callable(x) else x for x in out]" if "lambda" in text else "out"
        text = f"out = []\n{text}\nprint({call})"
    if "table" in text:
        text = scope.draw.pick("table = {}", "table = {'acc': 'default', 'other': 1}") + f"\n{text}\nprint(table)"
    return text


def search(scope: Scope) -> str:
    """A loop that looks for something."""
    return fill(scope, SEARCHES)


def entity_variable(scope: Scope) -> str:
    """An entity, bound to a name."""
    return fill(scope, ENTITIES)


def optional_entity(scope: Scope) -> str:
    """An entity that may be missing, bound to a name."""
    return fill(scope, OPTIONALS)


def filtered_list(scope: Scope) -> str:
    """The entities or the values of some keys, as a list with a name."""
    items = scope.draw.pick("matching", "xs", "items", "values")
    lists, dot = scope.draw.pick((LISTED_ENTITIES, ".value"), (LISTED_VALUES, ""))
    return fill(scope, lists, items=items) + "\n" + fill(scope, LISTS, items=items, dot=dot)


def filled(scope: Scope) -> str:
    """A list or dict that entities are put into, and read from."""
    draw = scope.draw
    items = draw.pick("kept", "items", "index", "values")
    begin, fills, reads = draw.pick(
        ("[]", FILLED_LISTS, FILLED_LIST_READS),
        ("{}", FILLED_DICTS, FILLED_DICT_READS),
        ("{}", FILLED_GROUPS, FILLED_GROUP_READS),
    )
    parts = [f"{items} = {begin}", fill(scope, fills, items=items)]
    if draw.rarely(3):
        parts.append(fill(scope, fills, items=items))
    parts += [fill(scope, reads, items=items) for _ in range(1 + draw.number(3))]
    return "\n".join(parts)


def running(scope: Scope) -> str:
    """A variable that is given entities in several places."""
    return fill(scope, RUNNING)


def copied(scope: Scope) -> str:
    """A copy that is written to: the run must not see it."""
    return fill(scope, COPIES)


def caught(scope: Scope) -> str:
    """A lookup in a try statement."""
    draw = scope.draw
    raised = draw.pick("IndexError", "IndexError", *FALLIBLE)
    error = draw.pick(raised, raised, raised, raised, f"({raised}, TypeError)", f"({raised}, KeyError)")
    if draw.rarely(4):
        error = draw.pick("LookupError", "Exception", "KeyError", "TypeError", "IndexError", "ValueError")
    fallible = fill(scope, FALLIBLE[raised])
    return fill(scope, TRIES, fallible=fallible, error=error, errors=error.strip("()"))


def unpacked(scope: Scope) -> str:
    """Values unpacked into names."""
    return fill(scope, UNPACKED)


def generator(scope: Scope) -> str:
    """A generator that is kept, used up, or late."""
    return fill(scope, GENERATORS)


def over_runs(scope: Scope) -> str:
    """Several runs at once."""
    if not scope.has_client:
        return loop(scope)
    r = scope.draw.pick("r", "run", "item")
    runs, before = scope.draw.pick(
        ("runs", "runs = client.search_runs(['0'], '')\n"),
        ("client.search_runs(['0'])", ""),
    )
    return before + fill(scope.inside(r), OVER_RUNS, r=r, runs=runs)


def function(scope: Scope) -> str:
    """A function of the module, called once or twice."""
    draw = scope.draw
    outer = scope.container()
    takes_run = draw.rarely(2) and bool(scope.run)
    p = draw.pick("run", "r", "item") if takes_run else draw.pick("items", "ms", "container")
    inner = Container(f"{p}.data.{outer.kind}" if takes_run else p, outer.kind)
    parts: dict[str, str] = {"p": p, "function": scope.fresh("function")}
    if takes_run and draw.rarely(4):
        parts["p"] = draw.pick(f"{p}: Run", f"{p}: 'Run'")
    elif not takes_run and draw.rarely(6):
        parts["p"] = f"{p}: List[{ENTITY_CLASSES[outer.kind]}]"
    templates, use = draw.pick(
        (FUNCTIONS, "print({})"),
        (FUNCTIONS, "print({})"),
        (FUNCTIONS, "out = {}\nprint(out)"),
        (FUNCTIONS_OF_ENTITIES, "out = {}\nprint(out.key, out.value)"),
        (FUNCTIONS_OF_ENTITIES, "print({}.value)"),
        (GENERATOR_FUNCTIONS, "print(list({}))"),
    )
    scope.helpers.append(fill(scope.inside(p if takes_run else "", [inner]), templates, **parts) + "\n\n")
    argument = scope.run if takes_run else scope.container(outer.kind).text
    if takes_run and scope.has_client and draw.rarely(4):
        argument = "client.get_run('b')"
    key = draw.pick("'acc'", "'lr'", "name", "'missing'")
    return use.format(f"{parts['function']}({argument}, {key})")


def closure(scope: Scope) -> str:
    """A function or class in the function, which reads the container from outside."""
    return fill(scope, CLOSURES)


def unrelated(scope: Scope) -> str:
    """Code with the same words that has nothing to do with MLflow."""
    return fill(scope, UNRELATED)


ENTITY_CLASSES = {"metrics": "Metric", "params": "Param", "tags": "RunTag"}

SNIPPETS: tuple[Callable[[Scope], str], ...] = (
    *[printed] * 8,
    *[loop] * 6,
    *[search] * 4,
    *[entity_variable] * 2,
    *[optional_entity] * 2,
    *[filtered_list] * 2,
    *[copied] * 2,
    *[filled] * 3,
    running,
    *[caught] * 3,
    *[over_runs] * 3,
    *[function] * 4,
    *[closure] * 2,
    unpacked,
    unpacked,
    generator,
    unrelated,
)


def snippet(scope: Scope) -> str:
    """Some statements."""
    return scope.draw.pick(*SNIPPETS)(scope)
