"""Which customers leave? Trained every week, tracked with MLflow 0.9.1."""
