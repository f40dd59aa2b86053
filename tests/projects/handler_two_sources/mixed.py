from look import metric


def read(run_id, row, weights):
    try:
        try:
            name = row[0]
            return metric(run_id, name) * weights[name]
        except IndexError:
            return "no row or no metric"
    except KeyError as error:
        return "no weight for %s" % error
