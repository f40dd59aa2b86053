from functools import partial

from lookup import get

acc = partial(get, "acc")
