"""JSON read into namespaces: attributes, and still no MLflow."""
import json
from types import SimpleNamespace
from urllib.request import urlopen


def load(url):
    run = json.load(urlopen(url), object_hook=lambda d: SimpleNamespace(**d)).run
    return {m.key: m.value for m in run.data.metrics}
