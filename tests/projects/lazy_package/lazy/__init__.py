import importlib


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    return getattr(importlib.import_module("lazy._" + name), name)
