"""In text, nothing is code: ``{m.key: m.value for m in run.data.metrics}``."""
import mlflow

# params = {p.key: p.value for p in run.data.params}
EXAMPLE = "print([m.value for m in run.data.metrics if m.key == 'acc'][0])"


def run_id():
    """Give the active run's id.

    >>> {t.key: t.value for t in mlflow.active_run().data.tags}
    """
    return mlflow.active_run().info.run_id
