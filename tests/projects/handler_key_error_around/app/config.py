def settings():
    return {"metric": "loss"}
