from sqlalchemy import Column, ForeignKey, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class SqlRun(Base):
    __tablename__ = "runs"
    run_uuid = Column(String(32), primary_key=True)
    name = Column(String(250))

    def to_dict(self):
        return {"params": {p.key: p.value for p in self.params}, "tags": {t.key: t.value for t in self.tags}}


class SqlParam(Base):
    __tablename__ = "params"
    key = Column(String(250), primary_key=True)
    value = Column(String(250))
    run_uuid = Column(String(32), ForeignKey("runs.run_uuid"), primary_key=True)
    run = relationship("SqlRun", backref="params")
