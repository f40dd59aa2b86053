from show import show

OPTIONS = {"width": 8}


def with_options(entity):
    return show(**dict(OPTIONS, metric=entity))
