"""A handler is registered for the exception, and the function is called by a table."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import RUN_IDS

import server
import views

server.on(IndexError, lambda error: "no loss")
ROUTES = {"loss": views.loss}
for run_id in RUN_IDS:
    print(server.call(ROUTES["loss"], run_id))
