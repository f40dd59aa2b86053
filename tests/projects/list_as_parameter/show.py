def show(metrics):
    for m in sorted(metrics, key=lambda m: m.key):
        print(m.key, m.value)
