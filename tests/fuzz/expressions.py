"""Expressions over a container, as random programs have them."""

from __future__ import annotations

from .templates import Filling, Scope, Templates, fill, maker

ENTITY_NAMES = ("m", "t", "metric", "entry", "key", "value", "k", "_m", "param_value", "tag")
LITERAL_KEYS = ("'acc'", '"loss"', "'lr'", '"a/b"', '"it\'s"', "'missing'", '"key"', "'value'", "''")
CONSTANTS = {
    "name": "'acc'",
    "names": "['loss', 'missing', 'acc']",
    "prefix": "'a/'",
    "wanted": "'lr'",
    "limit": "0.3",
    "flag": "False",
}
"""Names that the templates may read; a program defines those that it reads."""

KEYS = Templates(
    """
    * name
    wanted
    cfg.name
    names[0]
    names[-1]
    f"{prefix}b"
    'a' + 'cc'
    (name)
    cfg.other
    ? None
    ? pick('acc')
    ? str(name)
    (name if not flag else wanted)
    """
)

EQUALITIES = Templates(
    """
    * $e.key == $key
    $key == $e.key
    ($e.key == $key)
    $e.key==$key
    ? $e.key == $e.value
    """
)

CONDITIONS = Templates(
    """
    * $equal
    $e.key != $key
    $e.key.startswith('a')
    $e.value
    not $e.value
    $e.key in names
    $e.key in ('acc', 'lr')
    'a' in $e.key
    $equal and $e.value
    $e.value == 0.0
    $e.value == ''
    $equal or $equal2
    not $equal
    $e.key
    ? $e and $e.value
    ($equal if $e.value else flag)
    """
)

# An entity alone, handed on by code that reads nothing of it, could as well be a key: that code may be new.
# So what hands it on here reads it, too.
READINGS = Templates(
    """
    * $e.value
    * $e.key
    * ($e.key, $e.value)
    f"{$e.key}={$e.value}"
    '%s: %s' % ($e.key, $e.value)
    '{}'.format($e.key)
    str($e.value)
    $e.key.upper()
    $e.key + '!'
    $e.value or 'nothing'
    [$e.value] * 2
    {$e.key: $e.value}
    $e.value if $e.value else None
    (lambda: $e.value)()
    $e.key == name
    [key for key in [$e.key]]
    $typed
    ? ($e, $e.key)
    ? dict($e)
    ? (dict($e)['key'], vars($e)['_value'])
    ? '{key}: {value}'.format(**dict($e))
    ? (list($e), $e.key)
    ? (lambda $e=$e: $e.value)()
    ? (lambda x=$e: ($e.key, x.value))()
    ? (bool($e), $e.value)
    ? $e.value if $e is None else $e.key
    ? [type($e).__name__, $e.key]
    1
    """
)

OF_NUMBERS = Templates("$e.value * 2\n-$e.value\n[$e.value + 1]")
OF_STRINGS = Templates("$e.value.upper()\nlen($e.value)\n$e.value + $e.key")

LOOKUPS = Templates(
    """
    * [$e~for $e in $c~if $test][0].value
    * [$e.value~for $e in $c~if $test][0]
    * next($e.value~for $e in $c~if $test)
    * next(($e.value~for $e in $c~if $test), $default)
    next($e~for $e in $c~if $test).value
    [$e~for $e in $c~if $test][-1].value
    [$e.value~for $e in $c~if $test][-1]
    [$e~for $e in $c~if $test].pop().value
    [$e.value for $e in $c if $test].pop()
    [$e.value for $e in $c if $test].pop(0)
    list($e.value~for $e in $c~if $test)[0]
    list($e~for $e in $c~if $test)[0].value
    tuple($e.value for $e in $c if $test)[0]
    list(filter(lambda $e: $test, $c))[0].value
    next(filter(lambda $e: $test, $c)).value
    [$e for $e in $c if $test][0].key
    [$e.key~for $e in $c~if $test][0]
    ([$e.value for $e in $c if $test] or [$default])[0]
    next(($e for $e in $c if $test), Pair('x', $default)).value
    next(($e~for $e in $c if $test), None).value
    next(iter([$e.value for $e in $c if $test]))
    next(($e.key for $e in $c if $test), $default)
    {$e.key: $e.value for $e in $c}[$key]
    {$e.key: $e.value~for $e in $c}.get($key)
    dict(($e.key, $e.value) for $e in $c).get($key, $default)
    max($e.value for $e in $c if $test)
    [$e.value for $e in $c if $test][1:]
    [$e.value for $e in $c if $test][0:1]
    ([$e for $e in $c if $test][0]).value
    """
)

MEMBERSHIPS = Templates(
    """
    * any($test~for $e in $c)
    * $key in [$e.key~for $e in $c]
    any([$test for $e in $c])
    $key not in [$e.key for $e in $c]
    $key in {$e.key for $e in $c}
    $key in ($e.key for $e in $c)
    $key in set($e.key for $e in $c)
    bool([$e for $e in $c if $test])
    not [$e for $e in $c if $test]
    len([$e~for $e in $c~if $test]) > 0
    len([$e for $e in $c if $test]) == 1
    len([$e for $e in $c if $test]) >= 1
    len([$e.value for $e in $c if $test])
    len([$e for $e in $c if $test]) == 0
    any($test and $e.value == 'acc' for $e in $c)
    any($test and $e.value == 0.0 for $e in $c)
    any($test and $e.value > limit for $e in $numbers)
    any($e.value for $e in $c if $test)
    all($e.key != $key for $e in $c)
    all($test for $e in $c)
    sum(1 for $e in $c if $test)
    next(($e for $e in $c if $test), None) is not None
    next(($e for $e in $c if $test), None) is None
    bool(next(($e for $e in $c if $test), None))
    next((True for $e in $c if $test), False)
    [$e.key for $e in $c].count($key)
    list(map(lambda $e: $e.key, $c)).count($key)
    $key in map(lambda $e: $e.key, $c)
    ($key, 0.0) in [($e.key, $e.value) for $e in $c]
    (True if [$e for $e in $c if $test] else False)
    len(list(filter(lambda $e: $test, $c))) > 0
    """
)

CONVERSIONS = Templates(
    """
    * {$e.key: $e.value~for $e in $c}
    * [$read~for $e in $c]
    {$e.key: $e.value~for $e in $c~if $cond}
    dict(($e.key, $e.value)~for $e in $c)
    dict(($e.key, $e.value)~for $e in $c~if $cond)
    dict([($e.key, $e.value)~for $e in $c])
    dict(map(lambda $e: ($e.key, $e.value), $c))
    [$e.key~for $e in $c]
    [$e.key for $e in $c if $cond]
    [$e.value~for $e in $c]
    [$e.value for $e in $c if $cond]
    [($e.key, $e.value)~for $e in $c]
    sorted({$e.key~for $e in $c})
    sorted(set($e.key for $e in $c))
    len({($e.key, $e.value) for $e in $c})
    [$read~for $e in $c~if $cond]
    list($read for $e in $c if $cond)
    {'p/' + $e.key: $e.value~for $e in $c}
    {$e.key: str($e.value)~for $e in $c~if $cond}
    {$e.value: $e.key for $e in $c}
    {$e.key: $read for $e in $c}
    list(map(lambda $e: $e.key, $c))
    list(map(lambda $e: $read, $c))
    [$e.key for $e in filter(lambda $e: $test, $c)]
    {**{$e.key: $e.value for $e in $c}, 'extra': 1}
    dict({$e.key: $e.value for $e in $c}, extra=1)
    tuple($e.key for $e in $c)
    ? [dict($e) for $e in $c]
    ? {$e.key: $e for $e in $c}['acc'].value
    [(n, $e.key) for n, $e in enumerate($c)]
    [(n, $read) for n, $e in enumerate($c, 1)]
    [$read for $e in reversed($c)]
    [$read for $e in sorted($c, key=lambda $e: $e.key)]
    [$e.key for $e in sorted($c, key=lambda x: str(x.value), reverse=True)]
    list(zip(names, [$e.value for $e in $c]))
    [$e.key for $e in $c[:2]]
    [$read for $e in list($c)]
    [($e.key, other.key) for $e in $c for other in $c if $e.key < other.key]
    [[other.value for other in $c if other.key == $e.key] for $e in $c]
    [x for $e in $c for x in ($e.key, $e.value)]
    sorted({str($e.value) for $e in $c})
    len({$e.value for $e in $c})
    [call() for call in [lambda $e=$e: $e.value for $e in $c]]
    [call() for call in [lambda n=1, $e=$e: ($e.key, n, $e.value) for $e in $c]]
    [key for key in [$e.key for $e in $c]]
    {key.upper(): value for key, value in [($e.key, $e.value) for $e in $c]}
    [*[$e.key for $e in $c], *{$e.key: $e.value for $e in $c}]
    list(zip([$e.key for $e in $c], ($e.value for $e in $c)))
    list(enumerate([$e.value for $e in $c]))
    [x.value for x in sorted($c, key=lambda $e: $e.key)]
    {x.key: x.value for x in sorted($c, key=lambda $e: $e.key)}
    list({$e.key: $e.value for $e in $c}.items())
    {**{$e.key: $e.value for $e in $c}}
    {key: value for key, value in (($e.key, $e.value) for $e in $c)}
    """
)

SUMMARIES = Templates(
    """
    len($c)
    len($c) == 2
    ', '.join($e.key for $e in $c)
    '; '.join(f'{$e.key}={$e.value}' for $e in $c if $cond)
    max($c, key=lambda $e: $e.value).key
    max($c, key=lambda $e: $e.value).value
    min($c, key=lambda $e: $e.key).value
    sum($e.value for $e in $numbers)
    sum([$e.value * 2 for $e in $numbers if $e.value > limit])
    max($e.value for $e in $numbers)
    max(($e.value for $e in $numbers), default=None)
    max(($e.value, $e.key) for $e in $c)
    sorted($e.key for $e in $c if $cond)
    sorted(($e.key, str($e.value)) for $e in $c)[:2]
    len([$e.key for $e in $c])
    len({$e.key: $e.value for $e in $c})
    'yes' if [$e.value for $e in $c] else 'no'
    'acc' in {$e.key: $e.value for $e in $c}
    0.0 in [$e.value for $e in $c]
    {$e.key: $e.value for $e in $c}.get('acc')
    {$e.key: $e.value for $e in $c}['lr']
    '%(acc)s' % {$e.key: $e.value for $e in $c}
    max($c, key=lambda $e: str($e.value)).key
    $c[0].key
    $c[0].value
    $c[-1].value
    bool($c)
    not $c
    {$e.key: $e.value for $e in $c} == {'acc': 0.0}
    [$e.key for $e in $c] == ['acc']
    sorted($e.key for $e in $c) == sorted(names)
    (lambda items: [$e.key for $e in items])($c)
    (lambda name: [$e.value for $e in $c if $e.key == name])('lr')
    len([$e for $e in $c if $cond])
    [*($e.key for $e in $c), 'end']
    sorted($c, key=lambda $e: $e.key)[0].value
    isinstance([$e.key for $e in $c], list)
    """
)

OPTIONAL_VALUES = Templates(
    """
    * $name.value if $name else None
    * $name.value if $name is not None else 'none'
    None if $name is None else $name.value
    $name and $name.value
    $name.value if not $name is None else ''
    'none' if not $name else $name.value
    ($name.key, $name.value) if $name else ()
    $name is None
    bool($name)
    $name.value
    """
)
"""What is made of an entity that may be None."""


@maker
def make_e(hole: Filling) -> str:
    return hole.draw.pick("m", "m", "m", *ENTITY_NAMES)


@maker
def make_c(hole: Filling) -> str:
    hole.container = hole.scope.container()
    return hole.container.text


@maker
def make_numbers(hole: Filling) -> str:
    hole.container = hole.scope.container("metrics")
    return hole.container.text


@maker
def make_key(hole: Filling) -> str:
    if not hole.draw.rarely(3):
        return hole.draw.pick(*LITERAL_KEYS[:3], *LITERAL_KEYS)
    return hole.one_of(KEYS)


@maker
def make_equal(hole: Filling) -> str:
    return fill(hole.scope, EQUALITIES, e=hole.hole("e"))


@maker
def make_test(hole: Filling) -> str:
    return make_cond(hole) if hole.draw.rarely(6) else make_equal(hole)


@maker
def make_cond(hole: Filling) -> str:
    return fill(hole.scope, CONDITIONS, e=hole.hole("e"))


@maker
def make_read(hole: Filling) -> str:
    return Filling(hole.scope, e=hole.hole("e"), typed=make_typed(hole)).one_of(READINGS)


@maker
def make_typed(hole: Filling) -> str:
    return fill(hole.scope, OF_NUMBERS if hole.kind() == "metrics" else OF_STRINGS, e=hole.hole("e"))


@maker
def make_default(hole: Filling) -> str:
    return hole.draw.pick("None", "'default'", "0.0", "-1", "name")


@maker
def make_note(hole: Filling) -> str:
    return hole.scope.fresh("note ")


@maker
def make_lookup(hole: Filling) -> str:
    return fill(hole.scope, LOOKUPS)


@maker
def make_membership(hole: Filling) -> str:
    return fill(hole.scope, MEMBERSHIPS)


@maker
def make_optional(hole: Filling) -> str:
    return fill(hole.scope, OPTIONAL_VALUES, name=hole.hole("name"))


@maker
def make_expression(hole: Filling) -> str:
    return expression(hole.scope)


def expression(scope: Scope) -> str:
    """Some expression over a container."""
    return fill(scope, scope.draw.pick(LOOKUPS, LOOKUPS, CONVERSIONS, MEMBERSHIPS, SUMMARIES))
