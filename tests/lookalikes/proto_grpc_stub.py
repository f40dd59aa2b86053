import grpc

from experiments.v1 import runs_pb2, runs_pb2_grpc


def fetch(address, run_id):
    stub = runs_pb2_grpc.RunsStub(grpc.insecure_channel(address))
    reply = stub.GetRun(runs_pb2.GetRunRequest(id=run_id))
    return [(p.key, p.value) for p in reply.run.data.params]
