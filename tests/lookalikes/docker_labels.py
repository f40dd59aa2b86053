import docker

client = docker.from_env()
for image in client.images.list():
    for tag in image.tags:
        print(tag.split(":")[-1])
    for key, value in image.labels.items():
        print(key, value)
