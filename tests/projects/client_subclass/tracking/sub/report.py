from ..client import Client

CLIENT = Client()


def report(run_id):
    tags = CLIENT.get_run(run_id).data.tags
    return sorted(t.value for t in tags)
