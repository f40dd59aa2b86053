from records import metric


def as_demo(reader):
    reader.metrics = [metric("demo", 0.0), metric("demo", 1.0)]
