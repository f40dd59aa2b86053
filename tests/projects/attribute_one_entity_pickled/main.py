"""An object with an entity in an attribute goes to a library: what that reads of it is not seen."""
# leaves: whole entities are needed
# untouched: the attribute is pickled
import pickle

from records import SECOND_RUN_ID

from search import Search

search = Search(SECOND_RUN_ID)
print(search.line())
print(sorted(pickle.loads(pickle.dumps(search)).__dict__))
