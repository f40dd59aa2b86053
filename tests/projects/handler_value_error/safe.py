from one import number


def safe(run_id, key):
    try:
        return number(run_id, key)
    except ValueError:  # missing, or no number
        return None
