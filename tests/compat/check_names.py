"""Names beside the containers that old clients need, on a file store, inside an environment with MLflow.

    python check_names.py

``test_matrix.py`` starts it. Python 3.7 and later, unittest and not pytest.
"""
# ruff: noqa: PT009, PT027

import os
import subprocess
import sys
import tempfile
import time
import unittest
import warnings

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
warnings.simplefilter("ignore")

import mlflow  # noqa: E402
import mlflow.tracking  # noqa: E402
import rundata_compat  # noqa: E402
from mlflow.entities import SourceType  # noqa: E402
from mlflow.tracking import MlflowClient  # noqa: E402
from rundata_compat import RunDataDeprecationWarning  # noqa: E402

OLD = mlflow.__version__.startswith("0.")
CAN_START = sys.platform != "emscripten"
SECONDS = mlflow.__version__.startswith(("0.", "1.0."))


class OldNames(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        before = mlflow.get_tracking_uri()
        self.addCleanup(mlflow.set_tracking_uri, before)
        mlflow.set_tracking_uri(os.path.join(folder.name, "runs"))
        self.native = {name for name in ("list_experiments", "list_run_infos") if hasattr(MlflowClient, name)}
        rundata_compat.install("default")
        self.addCleanup(rundata_compat.uninstall)
        caught = warnings.catch_warnings(record=True)
        self.caught = caught.__enter__()
        self.addCleanup(caught.__exit__, None, None, None)
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", RunDataDeprecationWarning)

    def told(self, *wanted):
        """What was warned of since the last time, at this file; nothing on the version that has the names itself."""
        told = [one for one in self.caught if one.category is RunDataDeprecationWarning]
        del self.caught[:]
        self.assertEqual({os.path.basename(one.filename) for one in told} - {"check_names.py"}, set())
        said = [str(one.message) for one in told]
        self.assertEqual([s.partition(" is a name")[0] for s in said], list(wanted))
        self.assertTrue(all("; use " in s for s in said))

    def new(self, *names):
        return () if OLD else names

    def test_list_experiments_and_run_infos(self):
        client = MlflowClient()
        ids = {str(client.create_experiment(name)) for name in ("one", "two")}
        gone = client.create_experiment("gone")
        client.delete_experiment(gone)
        run = client.create_run(sorted(ids)[0])
        deleted = client.create_run(sorted(ids)[0])
        client.delete_run(deleted.info.run_id)
        found = {str(one.experiment_id) for one in client.list_experiments()}
        self.assertEqual((ids <= found, str(gone) in found), (True, False))
        self.told(*(() if "list_experiments" in self.native else ("MlflowClient.list_experiments()",)))
        infos = client.list_run_infos(sorted(ids)[0])
        self.assertEqual([info.run_uuid for info in infos], [run.info.run_uuid])
        self.told(*(() if "list_run_infos" in self.native else ("MlflowClient.list_run_infos()",)))

    def test_create_run(self):
        client = MlflowClient()
        experiment = client.create_experiment("one")
        parent = client.create_run(experiment).info.run_id
        self.told()
        run = client.create_run(experiment, user_id="ann", run_name="first", parent_run_id=parent, tags={"a": "b"})
        tags = client.get_run(run.info.run_id).data.tags
        self.assertEqual((tags["a"], tags["mlflow.parentRunId"], tags["mlflow.runName"]), ("b", parent, "first"))
        if OLD:
            self.assertEqual(run.info.user_id, "ann")
        else:
            self.assertEqual(tags["mlflow.user"], "ann")
            said = [str(one.message) for one in self.caught]
            self.assertEqual(len(said), 1)
            self.assertIn("create_run(user_id=, parent_run_id=", said[0])
            del self.caught[:]
        positional = client.create_run(experiment, "bob", "second", 12345, parent)
        self.assertEqual(positional.info.start_time, 12345)
        tags = client.get_run(positional.info.run_id).data.tags
        self.assertEqual((tags["mlflow.parentRunId"], tags["mlflow.runName"]), (parent, "second"))
        self.assertEqual(positional.info.user_id if OLD else tags["mlflow.user"], "bob")
        self.assertEqual(len(self.caught), 0 if OLD else 1)
        del self.caught[:]
        newer = client.create_run(experiment, start_time=54321, tags={"a": "c"})
        self.assertEqual((newer.info.start_time, client.get_run(newer.info.run_id).data.tags["a"]), (54321, "c"))
        self.told()

    def test_start_run(self):
        with mlflow.start_run(source_name="train.py", source_version="abc", run_name="third") as run:
            mlflow.log_metric("m", 1.0)
        self.told(*self.new("start_run(source_name=, source_version=)"))
        tags = MlflowClient().get_run(run.info.run_id).data.tags
        self.assertEqual((tags["mlflow.source.name"], tags["mlflow.source.git.commit"]), ("train.py", "abc"))
        info = MlflowClient().get_run(run.info.run_id).info
        self.assertEqual(info.name, "" if OLD else "third")  # the stores of 0.9.1 have it in a tag already
        self.told(*self.new("RunInfo.name"))
        self.assertEqual((info.source_name, info.source_version), ("train.py", "abc"))
        self.told(*self.new("RunInfo.source_name", "RunInfo.source_version"))
        with mlflow.start_run(run_uuid=run.info.run_uuid, source_name="other.py") as again:
            self.assertEqual(again.info.run_id, run.info.run_id)
        self.assertEqual(MlflowClient().get_run(run.info.run_id).data.tags["mlflow.source.name"], "train.py")
        del self.caught[:]
        with mlflow.start_run(run_id=run.info.run_id) as again:
            self.assertEqual(again.info.run_id, run.info.run_id)
        self.told()
        with mlflow.start_run(source_type=SourceType.PROJECT) as project:
            pass
        self.assertEqual(MlflowClient().get_run(project.info.run_id).info.source_type, SourceType.PROJECT)

    def test_info_does_not_change(self):
        with mlflow.start_run() as run:
            pass
        with_shim = dict(run.info)
        rundata_compat.uninstall()
        self.assertEqual(dict(run.info), with_shim)
        self.assertEqual(hasattr(run.info, "source_name"), OLD)

    def test_get_service(self):
        service = mlflow.tracking.get_service()
        self.assertIsInstance(service, MlflowClient)
        self.told("mlflow.tracking.get_service()")
        rundata_compat.uninstall()
        self.assertFalse(hasattr(mlflow.tracking, "get_service"))

    def test_seconds(self):
        with mlflow.start_run() as run:
            mlflow.log_metric("m", 1.0)
            client = MlflowClient()
            client.log_metric(run.info.run_id, "m", 1.0, int(time.time() * (1 if SECONDS else 1000)))
            client.log_metric(run.info.run_id, "m", 1.0)
            client.log_metric(run.info.run_id, "m", 1.0, timestamp=5)
            self.told()
            client.log_metric(run.info.run_id, "seconds", 1.0, timestamp=1555000000)
            self.told(*(() if SECONDS else ("log_metric(timestamp=1555000000) in seconds",)))
            (stored,) = client.get_metric_history(run.info.run_id, "seconds")
            self.assertEqual(stored.timestamp, 1555000000)

    @unittest.skipIf(OLD, "0.9.1 has these names")
    def test_modes(self):
        rundata_compat.install("error")
        self.assertRaises(RunDataDeprecationWarning, mlflow.start_run, run_uuid="0" * 32)
        rundata_compat.install("silent")
        mlflow.tracking.get_service()
        self.told()


@unittest.skipUnless(CAN_START, "no threads and processes on this platform")
class WithoutClient(unittest.TestCase):
    """``mlflow-tracing`` alone has entities and no client; other MLflows cannot be imported at all."""

    def check(self, break_it, said):
        program = (
            "import sys, types\n" + break_it + "\nimport rundata_compat\n"
            "try:\n    rundata_compat.install()\n"
            "except ImportError as error:\n    print(error, end='')\n"
            "assert not rundata_compat.is_installed()\n"
            "entities = sys.modules.get('mlflow.entities')\n"
            "assert 'rundata' not in repr(vars(entities.RunData)) if hasattr(entities, 'RunData') else True\n"
        )
        done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertRegex(done.stdout.decode(), said)
        self.assertNotIn("\n", done.stdout.decode())

    def test_no_client(self):
        said = (
            "rundata_compat needs the tracking client of MLflow 0.9.1 and later .* cannot be imported here: ImportError"
        )
        self.check("import mlflow.tracking; del mlflow.tracking.MlflowClient", said)

    def test_a_library_that_is_too_new(self):
        broken = (
            "class Broken:\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            "        if name == 'mlflow.entities':\n"
            "            raise TypeError('Descriptors cannot\\nbe created directly')\n"
            "sys.meta_path.insert(0, Broken())"
        )
        self.check(broken, "tracking client .*: TypeError: Descriptors cannot be created directly")


if __name__ == "__main__":
    print("mlflow", mlflow.__version__, "python", sys.version.split()[0], file=sys.stderr)
    unittest.main(verbosity=0)
