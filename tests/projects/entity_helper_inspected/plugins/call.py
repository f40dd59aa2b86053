import inspect

from plugins import show as module


def call(available):
    function = module.show
    wanted = inspect.signature(function).parameters
    return function(**{name: available[name] for name in wanted})
