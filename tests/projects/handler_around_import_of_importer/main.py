"""A handler around the import of a module that imports one that looks up at its top level."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
try:
    import middle

    print(middle.LOSS)
except IndexError:
    print("no loss yet")
