"""A setting comes through a module that imports everything of two others."""
import shared

print(shared.key, shared.rows)
