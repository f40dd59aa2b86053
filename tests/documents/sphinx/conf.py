import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
project = "Tracking"
extensions = ["sphinx.ext.doctest"]
exclude_patterns = ["_build"]
