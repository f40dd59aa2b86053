from utils import to_dict
from history import history

print to_dict(history("acc"))
