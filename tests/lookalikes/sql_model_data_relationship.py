from sqlalchemy.orm import Session

from app.db import engine
from app.models import Job


def report(job_id):
    with Session(engine) as session:
        job = session.get(Job, job_id)
        for metric in job.data.metrics:
            print(metric.key, metric.value)
        return [t.value for t in job.data.tags if t.key == "owner"][0]
