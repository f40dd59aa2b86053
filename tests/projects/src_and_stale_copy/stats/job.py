from records import RUN_ID, file_store

from stats.convert import to_dict


def job():
    return to_dict(file_store().get_metric_history(RUN_ID, "acc"))
