"""`key` and `value` are globals that the function reads, and builtins-like names of a closure."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

key = "global key"
value = "global value"


def show(run):
    for m in run.data.metrics:
        print(m.key, m.value, key, value)


def closure(run):
    key = "closure key"

    def inner():
        return [key + ":" + t.key + t.value for t in run.data.tags]

    def deeper():
        def again():
            for p in run.data.params:
                if p.value:
                    print(key, p.key, p.value)
        again()

    deeper()
    return inner()


def sets_global(run):
    global key
    for m in run.data.metrics:
        key = m.key + m.key
    return [m.value for m in run.data.metrics]


run = MlflowClient().get_run(SECOND_RUN_ID)
show(run)
print(closure(run))
print(sets_global(run), key, value)
