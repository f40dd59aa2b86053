best = None


class Own:
    key = "own"


class FakeData:
    params = [Own()]


class Fake:
    data = FakeData()
