"""Doubles that cannot become dicts stay lists, with what reads nothing else."""
# leaves: keys twice, timestamps read, lists that are no literals
from types import SimpleNamespace
from unittest.mock import Mock
from mlflow.entities import Metric


def load():
    return Metric("b", 2.0, 5)


twice = Mock()
twice.data.metrics = [Metric("a", 1.0, 0), Metric("a", 2.0, 1)]  # left
print([m.value for m in twice.data.metrics])  # left
timed = Mock()
timed.data.metrics = [Metric("a", 1.0, 5)]  # left
print([(m.timestamp, m.key) for m in timed.data.metrics])  # left
partly = Mock()
partly.data.metrics = [Metric("a", 1.0, 5), load()]  # left
print({m.key: m.value for m in partly.data.metrics})  # left
shared = [Metric("a", 1.0, 5)]
named = Mock()
named.data.metrics = shared  # left
print([m.key for m in named.data.metrics], shared[0].timestamp)  # left
grown = SimpleNamespace(data=SimpleNamespace(metrics=[Metric("a", 1.0, 5)]))  # left
grown.data.metrics.append(load())  # left
print([m.value for m in grown.data.metrics])  # left
