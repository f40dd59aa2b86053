from pick import numbers


def print_table(run_id):
    rows = numbers(run_id)
    width = max(len(row.key) for row in rows)
    for row in rows:
        print(row.key.rjust(width), row.value)
