"""A function returns an entity, and callers in two other files read its key and its value."""
# may leave: an entity that leaves its function
from records import RUN_ID, SECOND_RUN_ID

from ranking.best import best, first_param
from ranking.page import page

winner = best(SECOND_RUN_ID)
print(winner.key, winner.value)
print(best(RUN_ID).key)
p = first_param(RUN_ID)
print("%s=%r" % (p.key, p.value))
print(page(SECOND_RUN_ID))
