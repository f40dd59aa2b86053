def show(holder):
    for place, m in enumerate(holder.metrics):
        print("  %d %s=%r" % (place, m.key, m.value))
    print(len(holder.metrics), sum(m.value for m in holder.metrics), len(holder.tags))


def rows(source):
    return {p.key: p.value for p in source.params}
