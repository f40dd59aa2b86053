"""What a program needs to live with MLflow's run data on both sides of MLflow 1.0."""

from rundata_compat.entities import Entities, entities

__version__ = "0.1.0"

__all__ = ["Entities", "__version__", "entities"]
