import pairs


def report(run_id):
    _, params = pairs.load(run_id)
    print(any(p.key == "lr" for p in params), any(p.key == "nope" for p in params))
