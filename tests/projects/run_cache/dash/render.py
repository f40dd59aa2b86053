from collections import defaultdict


def as_table(metrics, params):
    lines = []
    for m in sorted(metrics, key=lambda m: m.key):
        lines.append("{:<20}{:.4f}".format(m.key, m.value))
    lines.append("-" * 30)
    for p in params:
        lines.append("{}={}".format(p.key, p.value))
    return "\n".join(lines)


def group_by_prefix(tags):
    groups = defaultdict(list)
    for t in tags:
        groups[t.key.split(".")[0]].append(t)
    return groups


def print_groups(groups):
    for prefix, tags in sorted(groups.items()):
        print(prefix)
        for t in tags:
            print("  ", t.key, "->", t.value)


def format_metric(m):
    return f"{m.key}: {m.value:.3f}"
