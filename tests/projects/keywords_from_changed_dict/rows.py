from records import metric


def change(found):
    found["metrics"] = [metric("acc", 0.0), metric("acc", float("nan"))]
