"""A package in a src layout; main.py puts src on the path."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "src"))

from records import RUN_IDS
from tracker.cli import main

for run_id in RUN_IDS:
    main([run_id, "--metric", "loss"])
