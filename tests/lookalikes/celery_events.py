class Event:
    def __init__(self, data):
        self.data = data


def dispatch(event):
    for tag in event.data["tags"]:
        print(tag["key"], tag["value"])
    return [p["value"] for p in event.data["params"] if p["key"] == "id"][0]
