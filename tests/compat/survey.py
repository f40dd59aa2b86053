"""What the shim was tried with, as tables for docs/upgrading.md. Run by hand: it fetches clients and takes minutes.

    python tests/compat/survey.py [--write] [--only TABLE ...] [--mlflow-source VERSION=FOLDER ...]

Each line is run without the shim and with it (``install("silent")``), on real MLflow versions. Clients come from PyPI.
MLflow's own tests are neither in its sdists nor in its wheels: they are run from a checkout, which ``git clone`` gets,
or from the folder that is named. ``--write`` puts the tables into the documentation, between its markers.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))

import program_envs  # noqa: E402

VERSIONS = ("0.9.1", "1.0.0", "1.30", "2.22", "3")
DOCUMENT = ROOT / "docs" / "upgrading.md"
INSTALL = "import rundata_compat; rundata_compat.install('silent')\n"

# Everything that is run in the environments: Python 3.7 and later.

DATA = """
import os, warnings
warnings.simplefilter("ignore")
import mlflow, mlflow.tracking
from mlflow.entities import *
def made():
    step = () if mlflow.__version__.startswith("0.") else (0,)
    metrics = [Metric("acc", 0.5, 20, *step), Metric("loss", 0.1, 10, *step)]
    return RunData(metrics, [Param("p", "1")], [RunTag("t", "x")])
"""

OLD_USE = "[(m.key, m.value, m.timestamp) for m in c], c[0].value"
NEW_USE = "sorted(c.items()), c['acc'], {k: c[k] for k in c}"

PROCESSES = {
    "fork": "import multiprocessing as m; pool = m.get_context('fork').Pool(1, start)",
    "spawn": "import multiprocessing as m; pool = m.get_context('spawn').Pool(1, start)",
    "forkserver": "import multiprocessing as m; pool = m.get_context('forkserver').Pool(1, start)",
    "loky": "import loky; pool = loky.ProcessPoolExecutor(1, initializer=start)",
    "dask": "import dask, dask.multiprocessing",
}

PROCESS = """
def start():
    {install}
def old(c):
    return {old}
def new(c):
    return {new}
if __name__ == "__main__":
    {pool}
    for use in (old, new):
        c = made().metrics
        try:
            if {name!r} == "dask":
                dask.compute(dask.delayed(use)(c), scheduler="processes", num_workers=1, initializer=start)
            elif {name!r} == "loky":
                pool.submit(use, c).result()
            else:
                pool.apply(use, (c,))
        except Exception as error:
            print("RESULT", use.__name__, type(error).__name__)
        else:
            print("RESULT", use.__name__, "runs")
"""

LIBRARIES = {
    "json": "json.dumps(x)",
    "PyYAML": "yaml.dump(x)",
    "ruamel.yaml": "(lambda s, y: (y.dump(x, s), s.getvalue())[1])(io.StringIO(), ruamel.yaml.YAML())",
    "jsonpickle": "jsonpickle.encode(x)",
    "joblib.hash": "joblib.hash(x)",
    "msgspec": "msgspec.json.encode(x)",
    "OmegaConf": "omegaconf.OmegaConf.create(x)",
    "toml": "toml.dumps({'x': x})",
    "optree": "optree.tree_leaves(x)",
    "deepdiff": "deepdiff.DeepDiff(plain, x), deepdiff.DeepDiff({1: next(iter(plain))}, {1: next(iter(x))})",
    "xmlrpc": "xmlrpc.client.dumps((x,))",
    "cattrs": "cattrs.unstructure(x)",
    "attrs": "attr.asdict(attr.make_class('A', ['x'])(x))",
    "cloudpickle": "pickle.loads(cloudpickle.dumps(x)) == x",
    "pandas.Series": "pandas.Series(x).to_json()",
    "Series.map": "pandas.Series(['acc', 'other']).map(x if isinstance(x, dict) else dict.fromkeys(x)).to_json()",
}

LIBRARY = """
import attr, cattrs, cloudpickle, deepdiff, io, joblib, json, jsonpickle, msgspec, omegaconf, optree, pandas, pickle
import ruamel.yaml, toml, xmlrpc.client, yaml
c = made().metrics
for name, expression in {libraries!r}.items():
    for what, x, plain in (("c", c, dict(c)), ("keys", list(c), [str(k) for k in c])):
        try:
            wanted = eval(expression, dict(globals(), x=plain, plain=plain))
            got = eval(expression, dict(globals(), x=x, plain=plain))
        except Exception as error:
            print("RESULT", name.replace(" ", "_"), what, "raises_" + type(error).__name__)
        else:
            print("RESULT", name.replace(" ", "_"), what, "same" if repr(got) == repr(wanted) else "differs")
"""

NEPTUNE = """
import sys, tempfile, types, contextlib, io
folder = tempfile.mkdtemp(); os.chdir(folder)
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
mlflow.set_tracking_uri(folder + "/mlruns")
with mlflow.start_run(run_name="first"):
    mlflow.log_metric("acc", 0.25); mlflow.log_metric("acc", 0.5)
    mlflow.log_param("depth", 3); mlflow.set_tag("team", "a")
class Experiment:
    id = "N-1"
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def send_artifact(self, name): pass
    def send_metric(self, name, index, value): sent.append((name, index, value))
class Project:
    def get_experiments(self, tag): return []
    def create_experiment(self, **given):
        sent.append((given["params"], given["properties"]["team"]))
        return Experiment()
class Path(str):
    def __enter__(self): self.before = os.getcwd(); os.chdir(self[7:] if self.startswith("file://") else self)
    def __exit__(self, *a): os.chdir(self.before)
sys.modules["path"] = types.SimpleNamespace(Path=Path)
sys.modules.setdefault("click", types.SimpleNamespace(echo=lambda text: None))
sent = []
from importlib import util
spec = util.spec_from_file_location("data_loader", CLIENT + "/neptune_mlflow/data_loader.py")
loader = util.module_from_spec(spec); spec.loader.exec_module(loader)
with contextlib.redirect_stdout(io.StringIO()):
    loader.DataLoader(Project(), folder).run()
assert sent[0] == ({"depth": "3"}, "a") and [value for _, _, value in sent[1:]] == [0.25, 0.5], sent
print("RESULT runs")
"""

EXPORT = """
import sys, tempfile, contextlib, io, logging
folder = tempfile.mkdtemp()
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
mlflow.set_tracking_uri(folder + "/mlruns")
with mlflow.start_run() as run:
    mlflow.log_metric("acc", 0.25); mlflow.log_metric("acc", 0.5)
    mlflow.log_param("depth", 3); mlflow.set_tag("team", "a")
sys.path.insert(0, CLIENT)
logging.disable(logging.CRITICAL)
from mlflow_export_import.run.export_run import RunExporter
from mlflow_export_import.run.import_run import RunImporter
with contextlib.redirect_stdout(io.StringIO()):
    RunExporter(mlflow.tracking.MlflowClient()).export_run(run.info.run_id, folder + "/out")
    RunImporter(mlflow.tracking.MlflowClient()).import_run("copied", folder + "/out")
copied = mlflow.get_experiment_by_name("copied").experiment_id
made = mlflow.tracking.MlflowClient().search_runs([copied])[0].data
assert (made.metrics, made.params["depth"], made.tags["team"]) == ({"acc": 0.5}, "3", "a"), made
print("RESULT runs")
"""

CLIENTS = (
    ("neptune-mlflow 0.1.0, which reads lists", ["neptune-mlflow==0.1.0"], NEPTUNE, VERSIONS),
    (
        "mlflow-export-import 1.2.0, which reads dicts",
        ["mlflow-export-import==1.2.0", "tabulate", "click"],
        EXPORT,
        ("3",),
    ),
)

CHECKS = ("check_matrix.py", "check_containers.py", "check_names.py")


def run(version: str, program: str, folder: Path, shim: bool) -> tuple[list[list[str]], str]:
    """The fields of the lines that begin with RESULT, and the last line of what went wrong."""
    script = folder / "program.py"
    script.write_text((INSTALL if shim else "") + DATA + program, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW_")}
    environment.update(MLFLOW_DISABLE_TELEMETRY="true", GIT_PYTHON_REFRESH="quiet", PYTHONWARNINGS="ignore")
    environment.update(PYTHONPATH=str(ROOT / "compat"), PYTHONDONTWRITEBYTECODE="1")
    command = [str(program_envs.interpreter(version)), str(script)]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return [], "no end after 300 seconds"
    results = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    lines = [
        line for line in done.stderr.strip().splitlines() if re.match(r"\w+(\.\w+)*(Error|Exception|Warning)\b", line)
    ]
    return results, (lines[-1].partition(". Did you mean")[0] if lines else f"exit code {done.returncode}")[:90]


def fetched(requirements: list[str], folder: Path) -> Path:
    """A folder with a client, without what it depends on."""
    python = str(program_envs.interpreter("3"))
    command = [program_envs.uv(), "pip", "install", "--quiet", "--no-deps", "--python", python]
    subprocess.run([*command, "--target", str(folder), *requirements], check=True)
    return folder


def clients(folder: Path) -> list[str]:
    """Programs of others, with and without."""
    rows = ["| client | MLflow | without the shim | with it |", "|---|---|---|---|"]
    for number, (name, requirements, program, versions) in enumerate(CLIENTS):
        place = fetched(requirements, folder / f"client{number}")
        for version in versions:
            said = []
            for shim in (False, True):
                results, error = run(version, f"CLIENT = {str(place)!r}\n" + program, folder, shim)
                said.append("runs" if results else f"stops: `{error}`")
            rows.append(f"| {name} | {version} | {said[0]} | {said[1]} |")
    return rows


def processes(folder: Path) -> list[str]:
    """A container that is sent to another process, read there by old code and by new."""
    rows = [
        "| container sent by | MLflow | old code there, without the shim and with it | new code there |",
        "|---|---|---|---|",
    ]
    for name, pool in PROCESSES.items():
        for version in ("libraries",) if name in ("loky", "dask") else VERSIONS:
            said: dict[tuple[str, bool], str] = {}
            for shim in (False, True):
                start = INSTALL.strip() if shim else "pass"
                program = PROCESS.format(install=start, old=OLD_USE, new=NEW_USE, pool=pool, name=name)
                for use, result in run(version, program, folder, shim)[0]:
                    said[use, shim] = result
            cells = [f"{said.get((use, False), '?')}, {said.get((use, True), '?')}" for use in ("old", "new")]
            rows.append(f"| {name} | {_shown(version)} | {cells[0]} | {cells[1]} |")
    return rows


def libraries(folder: Path) -> list[str]:
    """What libraries make of a container and of iterated keys, against a dict and strings."""
    rows = ["| library | container | iterated keys |", "|---|---|---|"]
    results, error = run("libraries", LIBRARY.format(libraries=LIBRARIES), folder, True)
    if not results:
        raise SystemExit(f"the libraries did not run: {error}")
    found = {(name, what): result.replace("raises_", "raises ") for name, what, result in results}
    for name in LIBRARIES:
        cells = (found.get((name.replace(" ", "_"), what), "?") for what in ("c", "keys"))
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return rows


def checks(folder: Path) -> list[str]:
    """The checks of this repository that are run in each environment."""
    rows = ["| MLflow | operations of the matrix | tests of containers | tests of old names |", "|---|---|---|---|"]
    for version in VERSIONS:
        cells = []
        for script in CHECKS:
            environment = {**os.environ, "PYTHONPATH": str(ROOT / "compat"), "PYTHONWARNINGS": "ignore"}
            command = [str(program_envs.interpreter(version)), str(HERE / script)]
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
            )
            ran = re.search(r"rows (\d+)|Ran (\d+) tests", done.stdout + done.stderr)
            number = next(filter(None, ran.groups())) if ran else "none"
            cells.append(f"{number}, all right" if done.returncode == 0 else f"{number}, not all right")
        rows.append(f"| {version} | {' | '.join(cells)} |")
    return rows


def own_tests(sources: dict[str, str], folder: Path) -> list[str]:
    """MLflow's own tests of entities, stores and clients, from a checkout."""
    rows = ["| MLflow | without the shim | with it |", "|---|---|---|"]
    for version in VERSIONS:
        interpreter = program_envs.interpreter(version)
        asked = [str(interpreter), "-c", "import mlflow; print(mlflow.__version__)"]
        exact = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        source = Path(sources.get(version, "")) if version in sources else folder / f"mlflow-{exact}"
        if not source.exists():
            address = "https://github.com/mlflow/mlflow"
            command = ["git", "clone", "--quiet", "--depth", "1", "--branch", f"v{exact}", address, str(source)]
            if subprocess.run(command, capture_output=True, check=False, timeout=300).returncode:
                rows.append(f"| {exact} | not run: in neither sdist nor wheel, and the checkout could not be had | |")
                continue
        rows.append(f"| {exact} | {_pytest(version, source, False)} | {_pytest(version, source, True)} |")
    return rows


def _pytest(version: str, source: Path, shim: bool) -> str:
    python = str(program_envs.interpreter(version))
    subprocess.run([program_envs.uv(), "pip", "install", "--quiet", "--python", python, "pytest", "mock"], check=True)
    command = [
        python,
        "-m",
        "pytest",
        "-q",
        "-x",
        "--maxfail=1000",
        "-p",
        "no:cacheprovider",
        "tests/entities",
        "tests/tracking",
    ]
    command += ["-p", "rundata_compat.pytest_plugin", "--rundata-compat=report"] if shim else []
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'compat'}{os.pathsep}{source}",
        "MLFLOW_DISABLE_TELEMETRY": "true",
    }
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    counts = re.findall(r"\d+ (?:passed|failed|errors?|skipped)", done.stdout)
    return ", ".join(counts[-4:]) or "not run: " + (done.stdout + done.stderr).strip().splitlines()[-1][:80]


def _shown(version: str) -> str:
    return "3" if version == "libraries" else version


def main() -> None:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/upgrading.md")
    parser.add_argument("--only", nargs="+", choices=tuple(TABLES), default=tuple(TABLES), help="some of the tables")
    parser.add_argument("--mlflow-source", action="append", default=[], metavar="VERSION=FOLDER")
    options = parser.parse_args()
    sources = dict(one.split("=", 1) for one in options.mlflow_source)
    for name in options.only:
        with tempfile.TemporaryDirectory() as folder:
            table = "\n".join(TABLES[name](Path(folder), sources))
        if not options.write:
            print(table)
            continue
        begin, end = f"<!-- survey: {name} -->", f"<!-- end of {name} -->"
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
        after = rest.partition(end)[2]
        DOCUMENT.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")


TABLES = {
    "checks": lambda folder, sources: checks(folder),
    "clients": lambda folder, sources: clients(folder),
    "processes": lambda folder, sources: processes(folder),
    "libraries": lambda folder, sources: libraries(folder),
    "tests": lambda folder, sources: own_tests(sources, folder),
}


if __name__ == "__main__":
    main()
