from .row import Row


def show(row: Row):
    for p in row.params:
        print(p.key, repr(p.value))
    print(row.names(), row.notes)
