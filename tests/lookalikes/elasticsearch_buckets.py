from elasticsearch import Elasticsearch
from elasticsearch_dsl import Search


def counts(index):
    response = Search(using=Elasticsearch(), index=index).execute()
    return {bucket.key: bucket.doc_count for bucket in response.aggregations.tags.buckets}
