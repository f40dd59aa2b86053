def show(parts, snapshot):
    for p in parts.params:
        print("%s=%r" % (p.key, p.value))
    print(snapshot.run_id[:2], [t.value for t in snapshot.tags if t.key == "team"])
