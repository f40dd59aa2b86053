"""Documents: bytes that hold Python, and the way to put new Python back into them."""
