"""A caller's handler for KeyError would newly catch a missing metric."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from records import RUN_IDS

from app.config import settings
from app.score import score, score_or_reason

for run_id in RUN_IDS:
    try:
        print(score_or_reason(run_id))
    except IndexError:
        print("no such metric")
    print(score(run_id, settings()))
