"""The last loop variable of another module is read: it stays an entity."""
# leaves: the variable would go
from report import m, rows

print(m.key, rows)
