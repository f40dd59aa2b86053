def render(params):
    return "".join("<%s=%r>" % (p.key, p.value) for p in params)
