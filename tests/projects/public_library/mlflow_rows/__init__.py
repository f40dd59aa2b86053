"""Rows of metrics."""
from .best import best
from .convert import as_dict, longest

__all__ = ["as_dict", "best", "longest"]
