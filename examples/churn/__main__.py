"""``python -m churn``: train in a folder of its own, report, promote, export."""
import tempfile

import mlflow

from churn.export import export
from churn.promote import promote
from churn.report import report
from churn.tracking import get_client
from churn.train import train

with tempfile.TemporaryDirectory() as folder:
    mlflow.set_tracking_uri(folder)
    client = get_client()
    train(client)
    report(client)
    promote(client)
    export(client)
