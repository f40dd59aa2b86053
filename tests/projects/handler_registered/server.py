HANDLERS = {}


def on(kind, handler):
    HANDLERS[kind] = handler


def call(view, run_id):
    try:
        return view(run_id)
    except Exception as error:
        return HANDLERS[type(error)](error)
