"""Importing a module of a package runs the package, which looks up."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
try:
    from table import size

    print(size.WIDTH)
except IndexError:
    print("no loss yet")
