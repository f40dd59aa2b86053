def cell(entity=None, width=6):
    if entity is None:
        return "-" * width
    return (entity.key + ":" + str(entity.value)).center(width)
