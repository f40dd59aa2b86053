"""The shape of a conversion on things nobody knows: no MLflow here."""


def as_dict(items):
    return {i.key: i.value for i in items}


def find(items, key):
    for item in items:
        if item.key == key:
            return item.value
    return None
