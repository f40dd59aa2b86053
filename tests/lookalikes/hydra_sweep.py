from hydra.core.hydra_config import HydraConfig


def overrides():
    pairs = [o.split("=", 1) for o in HydraConfig.get().overrides.task]
    return {key: value for key, value in pairs}
