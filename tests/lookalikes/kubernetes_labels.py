from kubernetes import client

api = client.CoreV1Api()
for pod in api.list_namespaced_pod("runs").items:
    for toleration in pod.spec.tolerations:
        print(toleration.key, toleration.value)
    print({e.name: e.value for e in pod.spec.containers[0].env})
