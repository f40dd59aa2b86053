"""``python -m rundata_migrate``."""

from __future__ import annotations

import sys

from rundata_migrate.cli import main

if __name__ == "__main__":
    sys.exit(main())
