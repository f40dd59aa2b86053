"""Migrate Python code from MLflow's list-style run data to dict-style run data."""

__version__ = "0.1.0"
