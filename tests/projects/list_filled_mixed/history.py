from records import file_store

from seen import SEEN


def add(run_id):
    SEEN.extend(file_store().get_metric_history(run_id, "loss"))
