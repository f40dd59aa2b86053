import collections


class Snapshot(collections.namedtuple("Snapshot", ("run_id", "metrics", "tags"))):
    __slots__ = ()

    @classmethod
    def of(cls, run, run_id):
        return cls(run_id, run.data.metrics, tags=run.data.tags)

    def names(self):
        return [m.key for m in self.metrics]

    def first_values(self):
        return [m.value for m in self[1]] + [t.value for t in self[-1]]
