"""Keys with quotes, braces, backslashes, percent signs, and the empty key."""
from records import awkward_data
from mlflow.entities import RunData

data = awkward_data()  # type: RunData
print([m.value for m in data.metrics if m.key == "z'quote"][0])
print([m.value for m in data.metrics if m.key == 'a"double'][0])
print([m.value for m in data.metrics if m.key == ""][0])
print([m.value for m in data.metrics if m.key == "k\\n"][0])
print(next((m.value for m in data.metrics if m.key == r"k\n"), None))
print(next((m.value for m in data.metrics if m.key == "{brace}"), None))
print(next((p.value for p in data.params if p.key == "%s"), None))
print(any(t.key == "it's" for t in data.tags), any(t.key == "" for t in data.tags))
