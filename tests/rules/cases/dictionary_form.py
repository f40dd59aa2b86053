"""RD407: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD407"

_HEAD = "d = run.data.to_dictionary()\n"

SAME = (
    _HEAD + "for row in d['metrics']:\n    print(row['key'], row['value'])\nprint(len(d['tags']), bool(d['params']))\n",
    _HEAD + "copy = {r['key']: r['value'] for r in d['params']}\ncopy['x'] = 'y'\nprint(copy, len(d['params']))\n",
    _HEAD + "rows = d['params']\nprint([r['value'] for r in rows if r['key'] != 'a'], [r['key'] for r in rows])\n",
    _HEAD + "print(max(d['metrics'], key=lambda r: r['value'])['key'] if d['metrics'] else None)\n",
    _HEAD + "print([r for r in d['params'] if r['key'] == 'a'][0]['value'])\n",
    _HEAD + "key = 'k'\nprint(*[(key, r['key'], r['value']) for r in run.data.to_dictionary()['tags']], d is None)\n",
    _HEAD
    + "try:\n    print([r['value'] for r in d['params'] if r['key'] == 'a'][0])\nexcept IndexError:\n    print('no')\n",
    _HEAD + "print(d['tags'][0]['key'] if d['tags'] else '', sorted(r['value'] for r in d['tags']))\n",
)

KEPT = (
    _HEAD + "for row in d['metrics']:\n    print(row['key'], row['timestamp'])\n",
    _HEAD + "for row in d['params']:\n    row['value'] = ''\n    print(row['key'])\n",
    _HEAD + "d['params'] = [{'key': 'a', 'value': 'b'}]\nfor row in d['params']:\n    print(row['key'])\n",
    _HEAD + "d.update(params=[{'key': 'a', 'value': 'b'}])\nprint([r['value'] for r in d['params']])\n",
    _HEAD + "rows = d['params']\nrows.append({'key': 'q', 'value': ''})\n",
    _HEAD
    + "rows = d['params']\nif len(rows) > 1:\n    rows = [{'key': 'a', 'value': 'b'}]\nfor r in rows:\n    print(r['key'])\n",
    _HEAD + "other = d\nother['params'] = []\nprint([r['value'] for r in d['params']])\n",
    _HEAD + "def f(x):\n    x['params'] = []\nf(d)\nprint([r['value'] for r in d['params']])\n",
    _HEAD + "print([r['value'] for r in d['params'] for r['key'] in 'a'])\n",
)

NOOP = (
    _HEAD + "print(d['params'].get('a'), list(d['metrics'].items())) if 0 else None\n",
    _HEAD + "for name in d['params']:\n    print(len(name) > 0)\n",
    _HEAD + "print(len(d['params']), sorted(d))\n",
    "d = {'params': [{'key': 'a', 'value': 'b'}]}\nprint({r['key']: r['value'] for r in d['params']})\n",
    "import json\nprint(json.dumps(run.data.to_dictionary())) if 0 else None\n",
)
