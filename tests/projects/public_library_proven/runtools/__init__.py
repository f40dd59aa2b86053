"""Public functions."""
from runtools._impl.load import load
from runtools._impl.read import metric, params_of

__all__ = ["load", "metric", "params_of"]
