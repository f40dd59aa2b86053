"""Functions are called by a table, and nobody asks which exception it was: the lookup is made."""
from records import RUN_IDS

import server
import views

ROUTES = {"loss": views.loss}
for run_id in RUN_IDS:
    print(server.call(ROUTES["loss"], run_id))
