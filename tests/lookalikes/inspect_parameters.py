import inspect


def defaults(function):
    signature = inspect.signature(function)
    return {p.name: p.default for p in signature.parameters.values() if p.default is not p.empty}
