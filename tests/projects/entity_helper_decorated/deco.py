import functools


def logged(function):
    @functools.wraps(function)
    def inner(entity):
        print("about to show", entity.key, repr(entity.value))
        return function(entity)

    return inner
