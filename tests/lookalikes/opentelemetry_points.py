def export(data):
    for metric in data.metrics:
        for point in metric.data.data_points:
            print(metric.name, point.value, {a.key: a.value for a in point.attributes})
