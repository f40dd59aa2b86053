import mlflow


def assert_logged(run_id, expected):
    data = mlflow.get_run(run_id).data
    assert expected.items() <= data.metrics.items()
    assert set(data.params) >= {"lr", "depth"}
    assert {k: data.tags[k] for k in ("user", "team")} == {"user": "me", "team": "us"}
