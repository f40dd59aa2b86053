def document(operation):
    names = [p.name for p in operation.parameters]
    tags = [t for t in operation.tags if t != "internal"]
    return {"names": names, "tags": tags, "required": [p.name for p in operation.parameters if p.required]}
