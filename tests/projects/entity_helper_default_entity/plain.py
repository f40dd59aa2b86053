from show import show


def plain():
    return show()
