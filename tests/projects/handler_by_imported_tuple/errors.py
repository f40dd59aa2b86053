MISSING = (IndexError, OSError)
