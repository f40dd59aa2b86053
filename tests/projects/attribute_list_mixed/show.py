def show(holder):
    for m in sorted(holder.metrics, key=lambda m: m.value):
        print("%s %s" % (m.key, m.value))
