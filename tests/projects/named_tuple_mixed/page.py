def page(section):
    return section.title, [(e.key, e.value) for e in section.entries]  # left
