try:
    from fast_mlflow_tools import to_dict
except ImportError:

    def to_dict(items):
        return {i.key: i.value for i in items}
