def inner(param):
    return param.key + "=" + (param.value or "empty")
