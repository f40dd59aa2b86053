from . import lines as module


def plugin_lines(plugin):
    return module.lines(plugin())
