"""A list in an attribute gets entities of a run, and in another file those of a history."""
# leaves: the history's metrics
# untouched: what the history gives has a timestamp
from records import RUN_ID, SECOND_RUN_ID

from board import Board
from more import more

board = Board()
board.add(SECOND_RUN_ID)
more(board, RUN_ID)
print(board.lines())
