from chain.inner import inner


def outer(param, mark):
    if param.key == "none":
        return mark
    return mark + inner(param)
