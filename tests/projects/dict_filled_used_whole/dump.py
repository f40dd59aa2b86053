import json


def dump(index, key):
    found = index[key]
    return json.dumps([found.key, str(found.value), found.timestamp])
