from registry import register


@register
def flat(items):
    return ";".join("%s=%s" % (i.key, i.value) for i in items)
