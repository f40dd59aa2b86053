from mlflow.protos.service_pb2 import GetRun


def handle(store, request_message):
    response_message = GetRun.Response()
    response_message.run.MergeFrom(store.get_run(request_message.run_id).to_proto())
    return {m.key: m.value for m in response_message.run.data.metrics}
