def by_star(metric):
    return (metric, 6)
