def show(params):
    for p in params:
        print(p.key, p.value)  # left
