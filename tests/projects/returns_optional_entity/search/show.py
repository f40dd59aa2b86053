from search.find import find_tag


def show(run_id):
    tag = find_tag(run_id, "release")
    if not tag:
        print("unreleased")
        return
    print(tag.key, tag.value or "-")
