def filled(source, name):
    return " ".join("%s=%s" % (item.key, item.value) for item in getattr(source, name))
