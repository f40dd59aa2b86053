CONVERTERS = {}


def register(function):
    CONVERTERS[function.__name__] = function
    return function


def convert(name, rows):
    return CONVERTERS[name](rows)
