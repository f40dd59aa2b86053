from records import file_store

from utils import to_dict


def history(run_id):
    return to_dict(file_store().get_metric_history(run_id, "acc"))
