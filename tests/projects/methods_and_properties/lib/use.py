from .wrapper import Wrapper


def use(run_id):
    w = Wrapper.open(run_id)
    names = sorted(m.key for m in w.metrics)
    return names, w.lines(w.params), Wrapper.lines(items=w.metrics), w.table(w.metrics).get("loss")
