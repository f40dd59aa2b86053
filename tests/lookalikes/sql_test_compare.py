from mlflow.store.dbmodels.models import SqlParam, SqlRun


def check_params(session, run_id, expected):
    actual = session.query(SqlParam).filter_by(run_uuid=run_id).all()
    assert {p.key: p.value for p in actual} == expected
    run = session.query(SqlRun).filter(SqlRun.run_uuid == run_id).first()
    assert len(run.params) == len(expected)
    assert any(p.key == "lr" for p in run.params)
