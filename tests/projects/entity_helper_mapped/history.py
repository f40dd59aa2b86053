from records import file_store

import show


def history(run_id, key):
    return list(map(show.show, file_store().get_metric_history(run_id, key)))
