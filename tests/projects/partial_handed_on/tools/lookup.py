from functools import partial


def get(name, items):
    return [item.value for item in items if item.key == name]


acc = partial(get, "acc")
of_team = partial(get, "team")


def of_each(function, lists):
    return [function(one) for one in lists]
