from predibase import Predibase

pb = Predibase(api_token="...")


def adapter_metrics(repo):
    run = pb.adapters.get(repo).run
    return {m.key: m.value for m in run.data.metrics}
