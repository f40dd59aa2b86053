from functools import partial

from lookup import get

team = partial(get, "team")
