def show(title, metrics=None, params=None):
    lines = [title]
    for m in metrics:  # left
        lines.append("%s=%r" % (m.key, m.value))
    for p in params or []:
        lines.append(p.key + "=" + p.value)
    return lines
