def render(board):
    for m in board.metrics:
        print("%-6s %s" % (m.key, m.value))
    for t in board.tags:
        print("%s:%s" % (t.key, t.value))
