"""Choose the run that goes to production."""
from churn.tracking import all_runs, get_param, week_of


def accuracy(run):
    return [m for m in run.data.metrics if m.key == "accuracy"][0].value


def may_be_promoted(run):
    if any(t.key == "hold" for t in run.data.tags):
        return False
    crashes = next((m for m in run.data.metrics if m.key == "crashes"), None)
    if crashes is None:  # never measured
        return False
    return crashes.value == 0


def promote(client):
    best = max((run for run in all_runs(client) if may_be_promoted(run)), key=accuracy)
    owners = [t.value for t in best.data.tags if t.key == "owner"]
    print("promote {} of {}: accuracy {:.3f}, rate {}, balanced {}".format(
        week_of(best), owners[0] if owners else "nobody", accuracy(best),
        get_param(best, "rate"), get_param(best, "balanced", "no")))
    return best
