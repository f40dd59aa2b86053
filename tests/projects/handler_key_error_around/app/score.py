from app.config import settings
from app.lookup import metric


def score_or_reason(run_id):
    try:
        return metric(run_id, settings()["metric"])
    except KeyError as error:
        return "not set: %s" % error


def score(run_id, given):
    try:
        return metric(run_id, given["metric"]) * given["factor"]
    except KeyError:
        return "no factor"
    except IndexError:
        return "no metric"
