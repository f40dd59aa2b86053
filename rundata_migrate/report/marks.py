"""One number for a place that stays the same when lines move: for tools that compare one run with the next."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from rundata_migrate.findings import Finding
from rundata_migrate.fingerprints import fingerprints
from rundata_migrate.project.results import FileResult
from rundata_migrate.report import project_path


def marks(result: FileResult, findings: Sequence[Finding]) -> list[str]:
    """Forty hexadecimal digits for each of a file's findings; those that look alike are told apart by their order."""
    seen: Counter[str] = Counter()
    found = []
    for one in fingerprints(result, findings):
        key = "\0".join((project_path(result.path), *one))
        seen[key] += 1
        found.append(hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:40])
    return found
