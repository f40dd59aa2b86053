"""What is handed to the helper is an expression: an element of a list, a maximum, a conditional."""
# may leave: entities that have no name
from records import RUN_ID, SECOND_RUN_ID

from pages.page import best_line, first_line, param_line

print(first_line(RUN_ID, "acc"), best_line(SECOND_RUN_ID))
print(param_line(SECOND_RUN_ID, True), param_line(SECOND_RUN_ID, False))
