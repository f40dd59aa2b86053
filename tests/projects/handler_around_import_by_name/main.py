"""A module that looks up at its top level is imported by name, and the exception is looked at."""
# unsafe: with unsafe fixes the handler no longer catches
import importlib

try:
    print(importlib.import_module("values").LOSS)
except Exception as error:
    print(type(error).__name__)
