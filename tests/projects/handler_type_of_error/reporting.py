from look import param


def describe(run_id):
    try:
        return param(run_id, "note")
    except Exception as error:
        return "failed: " + type(error).__name__
