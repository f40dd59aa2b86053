from elasticsearch_dsl import Search

from .models import ElasticRun


class ElasticsearchStore:
    def log_param(self, run_id, param):
        run = ElasticRun.get(id=run_id)
        run.data.params.append(param)
        run.save()

    def tags(self, run_id):
        run = ElasticRun.get(id=run_id)
        return {t.key: t.value for t in run.data.tags}

    def names(self):
        return [hit.key for hit in Search().execute().aggregations.names.buckets]
