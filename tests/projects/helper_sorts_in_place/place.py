def with_total(metrics, make):
    metrics.sort(key=lambda m: m.key)  # left
    metrics.append(make("total", sum(m.value for m in metrics)))  # left
    return [(m.key, round(m.value, 3)) for m in metrics]
