"""How old expressions become new ones: the machinery that the rules share."""
