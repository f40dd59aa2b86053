def text(items):
    return " ".join(i.key + "=" + str(i.value) for i in items)
