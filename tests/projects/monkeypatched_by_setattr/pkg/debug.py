def spy_on(module, name):
    real = getattr(module, name)

    def spy(items):
        items = list(items)
        print("%s given %d, first %s" % (name, len(items), items[0].value))
        return real(items)

    setattr(module, name, spy)
