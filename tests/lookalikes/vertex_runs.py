from google.cloud import aiplatform_v1


def tensorboard_points(client: aiplatform_v1.TensorboardServiceClient, name):
    run = client.get_tensorboard_run(name=name)
    return {label.key: label.value for label in run.labels}
