"""Build a Sphinx page and an MkDocs page, migrate them, and build them again: the text is the same, the code is new.

Sphinx also runs the examples: before on lists, after on dicts, with the same expected output. Not part of the tests,
for what it installs:

    uv run --no-project --with sphinx --with mkdocs --with pymdown-extensions --with-editable . \
        python tests/documents/build.py
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
_CODE = re.compile(r"<(pre|table)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def run(*command: object, api: str = "lists") -> None:
    subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        check=True,
        env={**os.environ, "RUN_DATA": api, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
    )


def built(folder: Path, name: str, api: str) -> tuple[str, str]:
    """The pages' text, without and with what is code."""
    run("sphinx", "-q", "-W", "-b", "html", folder / "sphinx", folder / name / "sphinx", api=api)
    run("sphinx", "-q", "-W", "-b", "doctest", folder / "sphinx", folder / name / "doctest", api=api)
    run("mkdocs", "build", "-q", "--strict", "-f", folder / "mkdocs" / "mkdocs.yml", "-d", folder / name / "mkdocs")
    pages = [(folder / name / one / "index.html").read_text(encoding="utf-8") for one in ("sphinx", "mkdocs")]
    whole = "".join(re.search(r"<body.*</body>", page, re.DOTALL)[0] for page in pages)
    return _TAG.sub("", _CODE.sub("", whole)), _TAG.sub("", whole)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in ("sphinx", "mkdocs"):
            shutil.copytree(HERE / one, folder / one)
        prose, before = built(folder, "before", "lists")
        run("rundata_migrate", "--docs", "--isolated", folder / "sphinx" / "index.rst", folder / "mkdocs" / "docs")
        prose_after, after = built(folder, "after", "dicts")
        assert prose_after == prose, "the text around the examples changed"
        assert after != before
        for old, count in ((".key", 2), ("m.value", 0)):  # what stands under "Up to MLflow 0.9.1" and "Before" stays
            assert after.count(old) == count, (old, after.count(old))
    print("Both pages build, before and after, and the examples print what they did.")


if __name__ == "__main__":
    main()
