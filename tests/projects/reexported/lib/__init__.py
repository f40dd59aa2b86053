"""Everything worth having."""
from .helpers import *
from .helpers.values import values_of

__all__ = ["names", "values_of"]
