Missing = IndexError
