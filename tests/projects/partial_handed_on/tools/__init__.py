from .lookup import acc, of_each, of_team
