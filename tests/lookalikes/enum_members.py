import enum


class Metric(enum.Enum):
    ACC = "acc"
    LOSS = "loss"

    @property
    def key(self):
        return self.name.lower()


table = {m.key: m.value for m in Metric}
print([m.value for m in Metric if m.key == "acc"][0])
