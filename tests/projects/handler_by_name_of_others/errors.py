class Failed(IndexError):
    pass


Broken = (Failed, OSError)
