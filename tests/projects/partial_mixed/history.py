from records import RUN_ID, file_store

import acc


def first():
    return acc.acc(items=file_store().get_metric_history(RUN_ID, "acc"))
