"""RunData.from_dictionary of lists of dicts."""
# leaves: from_dictionary
from mlflow.entities import RunData

data = RunData.from_dictionary({  # left
    "metrics": [{"key": "a", "value": 1.0, "timestamp": 5}],
    "params": [{"key": "p", "value": ""}],
    "tags": [],
})
print([(m.key, m.value) for m in data.metrics], [(p.key, p.value) for p in data.params], len(data.tags))
