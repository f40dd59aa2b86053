from .first import *


def names(params):
    return sorted(p.key for p in params)
