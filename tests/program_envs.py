"""Environments with real MLflow versions for the program suite, made with uv when they are first needed."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

OLD = "0.9.1"
"""The last version with lists."""

_CONSUMERS = ["msgpack", "orjson", "simplejson", "ujson"]
"""Libraries that read dicts in their own ways; the shim's containers have to pass through them."""

_SQL = ["alembic", "sqlalchemy<2.1", "sqlparse"]
"""What the skinny package leaves out and the SQL store needs."""

_SERVER = ["flask", "graphene"]
"""What the skinny package leaves out and ``mlflow server`` needs; each version has more of its own."""

REQUIREMENTS = {
    "0.9.1": ["mlflow==0.9.1", "protobuf<3.21", "setuptools<70", "sqlalchemy<1.4", "pytz", *_CONSUMERS],
    "1.0.0": ["mlflow==1.0.0", "protobuf<3.21", "setuptools<70", "sqlalchemy<2", "pytz", *_CONSUMERS],
    "1.30": ["mlflow==1.30.1", "setuptools<70", *_CONSUMERS],
    "2.22": ["mlflow-skinny==2.22.*", "pandas", *_SQL, *_SERVER, "gunicorn", "markdown", *_CONSUMERS],
    "3": [
        *["mlflow-skinny>=3.1,<4", "pandas", *_SQL, *_SERVER, "aiohttp", "fastapi", "flask-cors", "uvicorn"],
        *["polars", "pyarrow", *_CONSUMERS, "pytest", "pytest-xdist"],
    ],
    # Not a version of MLflow: libraries that go by exact types, beside the newest one.
    "libraries": [
        *["mlflow-skinny>=3.1,<4", "attrs", "cattrs", "cloudpickle", "dask", "deepdiff", "h5py", "jinja2", "joblib"],
        *["jsonpickle", "loky", "marshmallow", "msgspec", "omegaconf", "optree", "pandas", "ruamel.yaml", "toml"],
    ],
}
DEFAULT_PYTHON = "3.11"


class EnvironmentFailed(Exception):
    """An environment could not be made; the message says why."""


def folder() -> Path:
    """Where the environments live: RUNDATA_MLFLOW_ENVS, or ``.tox`` in the repository."""
    named = os.environ.get("RUNDATA_MLFLOW_ENVS")
    return Path(named).resolve() if named else ROOT / ".tox"


def wanted_python(version: str) -> str:
    """The Python for an MLflow version: RUNDATA_OLD_PYTHON for the old one, else RUNDATA_NEW_PYTHON."""
    return os.environ.get("RUNDATA_OLD_PYTHON" if version == OLD else "RUNDATA_NEW_PYTHON", DEFAULT_PYTHON)


def uv() -> str:
    """The uv that comes with tox-uv."""
    try:
        from uv import find_uv_bin
    except ImportError as error:
        raise EnvironmentFailed("uv is not installed; it comes with the 'dev' extra (tox-uv)") from error
    return str(find_uv_bin())


@contextmanager
def locked(path: Path, patience: float = 900.0) -> Iterator[None]:
    """Hold a lock file: pytest-xdist's workers ask for the same environments at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with path.open("a") as handle:
        while True:
            try:
                _lock(handle.fileno())
                break
            except OSError as error:
                if time.monotonic() - began > patience:
                    raise EnvironmentFailed(f"{path} stayed locked for {patience:.0f} seconds") from error
                time.sleep(0.1)
        yield  # closing the file gives the lock back


def _lock(descriptor: int) -> None:
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def interpreter(version: str, python: str = "") -> Path:
    """The Python of an environment with this MLflow version; made now if it isn't there yet."""
    python = python or wanted_python(version)
    suffix = "" if python == DEFAULT_PYTHON else f"-py{python}"
    place = folder() / f"mlflow-{version}{suffix}"
    found = place / "bin" / "python"
    ready = place / "rundata-ready"
    wanted = "\n".join(REQUIREMENTS[version])
    with locked(folder() / f"{place.name}.lock"):
        if not (ready.exists() and ready.read_text() == wanted):
            _run([uv(), "venv", "--quiet", "--clear", "--python", _found(python) or python, str(place)])
            _run([uv(), "pip", "install", "--quiet", "--python", str(found), *REQUIREMENTS[version]])
            ready.write_text(wanted)
    return found


def has_python(python: str) -> bool:
    """Whether this Python is on the machine; nothing is fetched."""
    return _found(python) is not None


@functools.lru_cache
def _found(python: str) -> str | None:
    """A Python of this version: what uv finds, what is on PATH, or what pyenv has installed."""
    command = [uv(), "python", "find", "--no-python-downloads", python]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return done.stdout.strip()
    on_path = shutil.which(f"python{python}")
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [*([on_path] if on_path else []), *map(str, sorted(pyenv.glob(f"{python}.*/bin/python")))]
    return next((one for one in candidates if _runs(one, python)), None)


def _runs(interpreter: str, python: str) -> bool:
    # A shim of pyenv on PATH ends with an error where its version is not the chosen one.
    command = [interpreter, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == python


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EnvironmentFailed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
