from .dbmodels import SqlMetric, SqlRun


def runs_with(session, key):
    rows = session.query(SqlRun).join(SqlMetric).filter(SqlMetric.key == key).all()
    return {run.run_uuid: [m.value for m in run.metrics if m.key == key][0] for run in rows}
