"""Names of files as identifiers."""

from __future__ import annotations

import os
import re


def as_name(stem: str) -> str:
    """The name of a file or folder as an identifier: what ``%run "01 load.ipynb"`` brings in has to be imported."""
    return stem if stem.isidentifier() else "_" + re.sub(r"\W", "_", stem)


def as_path(location: str) -> str:
    """A file's path without its suffix, folders and file with names as ``as_name`` makes them."""
    return os.sep.join(as_name(part) if part else part for part in os.path.splitext(location)[0].split(os.sep))
