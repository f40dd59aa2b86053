from mlflow.entities.model_registry import ModelVersionTag, RegisteredModelTag


def tags_of(store, name):
    store.set_registered_model_tag(name, RegisteredModelTag("owner", "me"))
    version = store.create_model_version(name, "source", tags=[ModelVersionTag("k", "v")])
    return version.tags
