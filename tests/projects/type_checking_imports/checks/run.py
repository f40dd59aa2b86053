from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlflow.entities import Run


def is_good(run: "Run") -> bool:
    return any(m.key == "acc" and m.value > 0.9 for m in run.data.metrics)
