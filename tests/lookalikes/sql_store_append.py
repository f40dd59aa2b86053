"""A tracking store on SQLAlchemy: run.params is a relationship of rows."""
from .models import SqlMetric, SqlParam, SqlRun


class SqlStore:
    def log_metric(self, session, run_uuid, key, value, timestamp):
        run = session.query(SqlRun).filter(SqlRun.run_uuid == run_uuid).one()
        run.data.metrics.append(SqlMetric(key=key, value=value, timestamp=timestamp))
        session.add(run)

    def log_param(self, session, run_uuid, param):
        run = session.query(SqlRun).filter_by(run_uuid=run_uuid).one()
        existing = {p.key: p.value for p in run.params}
        if param.key not in existing:
            run.params.append(SqlParam(key=param.key, value=param.value))
