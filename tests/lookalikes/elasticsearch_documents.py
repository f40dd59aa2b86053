from elasticsearch_dsl import Document, InnerDoc, Keyword, Nested


class Metric(InnerDoc):
    key = Keyword()


class RunDocument(Document):
    metrics = Nested(Metric)

    class Index:
        name = "runs"


def metrics_of(run_id):
    run = RunDocument.get(id=run_id)
    return {m.key: m.value for m in run.metrics}
