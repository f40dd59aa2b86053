from kfp_server_api import RunServiceApi


def metrics_of(api: RunServiceApi, run_id):
    run = api.get_run(run_id).run
    return {m.name: m.number_value for m in run.metrics}
