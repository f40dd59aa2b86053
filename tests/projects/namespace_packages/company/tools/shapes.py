def width(items):
    return max([len(i.key) for i in items] or [0])


def table(items):
    return "\n".join("%-10s|%s" % (i.key, i.value) for i in items)
