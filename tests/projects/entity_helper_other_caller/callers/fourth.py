from records import file_store

from util.show import show


def fourth(run_id):
    return [show(m) for m in file_store().get_metric_history(run_id, "acc")]
