"""A script with main(), argparse and logging-like prints."""
import argparse
import sys

import mlflow
from mlflow.tracking import MlflowClient
from records import RUN_ID


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default=RUN_ID)
    parser.add_argument("--metric", default="acc")
    args = parser.parse_args(argv)
    run = MlflowClient().get_run(args.run)
    value = [m.value for m in run.data.metrics if m.key == args.metric][0]
    sys.stdout.write("%s %s\n" % (args.metric, value))
    for key, wanted in (("lr", "0.01"), ("note", "")):
        actual = [p.value for p in run.data.params if p.key == key][0]
        print(key, "ok" if actual == wanted else "differs")
    return 0 if value > 0.9 else 1


if __name__ == "__main__":
    print(main([]), main(["--metric", "loss"]))
