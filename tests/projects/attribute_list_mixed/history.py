from records import RUN_ID, file_store


def load(holder):
    holder.metrics = file_store().get_metric_history(RUN_ID, "acc")
