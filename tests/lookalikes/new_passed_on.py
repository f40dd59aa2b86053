import mlflow


def show(table):
    for name in table:
        print(name, table[name])
    for name, value in table.items():
        print(name.rjust(10), value)


def report(run_id):
    run = mlflow.get_run(run_id)
    show(run.data.metrics)
    show(run.data.params)
    return run.data.tags
