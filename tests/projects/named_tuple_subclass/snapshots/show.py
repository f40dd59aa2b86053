def show(snapshot):
    run_id, metrics, tags = snapshot
    print(run_id, {m.key: m.value for m in metrics}, {t.key: t.value for t in tags})


def table(fields):
    for m in fields["metrics"]:
        print("  %s %r" % (m.key, m.value))


def both(metrics, tags):
    print([m.value for m in metrics if m.key == "acc"], [t.key for t in tags])
