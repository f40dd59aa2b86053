def render(found):
    return found["title"], ["%s=%r" % (row.key, row.value) for row in found["rows"]]  # left
