"""Lists filled with entities in one module, by append and by extend, and read in another."""
# leaves: entities in attributes, and in variables of modules that functions read, are named
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from board import Board
from render import render

board = Board()
for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    board.add(run_id)
render(board)
board.add(RUN_ID)
print(len(board.metrics), sorted(set(t.value for t in board.tags)))
