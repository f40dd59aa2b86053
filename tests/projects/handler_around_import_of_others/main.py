"""The handler around the import is for something else: the lookup is made."""
try:
    import values
except ImportError:
    values = None
print(values.LOSS)
