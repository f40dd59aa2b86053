import os

from predibase import FinetuningConfig, Predibase


def finetune(repo, dataset):
    pb = Predibase(api_token=os.environ["PREDIBASE_API_TOKEN"])
    job = pb.finetuning.jobs.create(config=FinetuningConfig(), dataset=dataset, repo=repo)
    for metric in job.data.metrics:
        print(metric.key, metric.value)
    return [p.value for p in job.data.params if p.key == "rank"][0]
