from .kinds import Missing as Gone
