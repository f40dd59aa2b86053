def table(metrics):
    return {m.key: round(m.value, 3) for m in metrics if m.value == m.value}
