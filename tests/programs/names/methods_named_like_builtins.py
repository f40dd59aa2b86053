"""Methods that have the names of builtins do not hide these from other methods; in the class's own body they do."""
from mlflow.tracking import MlflowClient
from records import RUN_ID


class Registry:
    def list(self):
        return "own list"

    def dict(self):
        return "own dict"

    def names(self, run):
        return [m.key for m in run.data.metrics], {p.key: p.value for p in run.data.params}

    def next(self, run):
        return next((t.value for t in run.data.tags if t.key == "team"), None)


run = MlflowClient().get_run(RUN_ID)


class Names:
    def list(items):
        return "own list"

    keys = [m.key for m in run.data.metrics]
    first = run.data.params[0].value


print(Registry().names(run), Registry().next(run), Registry().list(), Registry().dict())
print(Names.keys, Names.first)
