from records import metric

LISTENERS = []


def subscribe(function):
    LISTENERS.append(function)


def fire(name, value):
    for listener in LISTENERS:
        listener(metric(name, value))
