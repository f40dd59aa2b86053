"""A handler around the import of a module that looks up at its top level."""
# unsafe: with unsafe fixes the handler no longer catches
try:
    import values

    print(values.LOSS)
except IndexError:
    print("no loss yet")
