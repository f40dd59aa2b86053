import argparse

from mlflow.tracking import MlflowClient

from tracker.core.read import find, names


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("run_id")
    parser.add_argument("--metric")
    args = parser.parse_args(argv)
    run = MlflowClient().get_run(args.run_id)
    print(args.metric, find(run.data.metrics, args.metric), find(run.data.metrics, "no such", default=-1))
    print(names(run.data.params), names(run.data.tags))
