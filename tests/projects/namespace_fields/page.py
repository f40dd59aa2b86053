def show(source):
    for m in source.metrics:
        print(m.key, m.value * source.count)
    print([t.value for t in source.tags if t.key == "team"])
