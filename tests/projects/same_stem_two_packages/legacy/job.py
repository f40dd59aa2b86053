from records import file_store

from . import utils


def job(run_id):
    return utils.to_dict(file_store().get_metric_history(run_id, "acc"))
