def show(found):
    for p in found["p"]:
        print(p.key.rjust(10), p.value)
