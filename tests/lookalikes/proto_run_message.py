from mlflow.protos.service_pb2 import Run as ProtoRun


def keys_of(payload):
    message = ProtoRun()
    message.ParseFromString(payload)
    for param in message.data.params:
        print(param.key, param.value)
    return [m.key for m in message.data.metrics]
