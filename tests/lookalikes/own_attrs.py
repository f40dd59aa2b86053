import attr


@attr.s
class Param(object):
    key = attr.ib()
    value = attr.ib()


@attr.s
class Experiment(object):
    params = attr.ib(factory=list)
    tags = attr.ib(factory=list)


def lookup(experiment, key):
    return next(p.value for p in experiment.params if p.key == key)


def names(experiment):
    return {t.key for t in experiment.tags}
