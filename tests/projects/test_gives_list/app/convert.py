def to_rows(entities):
    return [[e.key, e.value] for e in entities]
