import math


def is_bad(metric):
    return math.isnan(metric.value) or metric.value == 0.0


def is_unset(param):
    if param.value:
        return False
    return True


def label(entity):
    return "[" + entity.key + "]"
