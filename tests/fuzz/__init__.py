"""Random old programs, a stub world for each side of MLflow 1.0, and the comparison of what they did."""
