from steps import inner

TABLE = {"tags": lambda items: inner.keys(items), "metrics": inner.values}


def outer(items, prefix=""):
    def prefixed():
        return [prefix + key for key in inner.keys(items)]

    return prefixed(), inner.values(items)


def report(run):
    print(TABLE["tags"](run.data.tags), TABLE["metrics"](run.data.metrics))
