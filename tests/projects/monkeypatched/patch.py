import utils

original = utils.to_dict


def sorted_to_dict(items):
    return original(sorted(items, key=lambda item: item.value))


def apply():
    utils.to_dict = sorted_to_dict
