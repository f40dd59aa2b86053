from .names import names

__all__ = ["names"]
