def call(view, run_id):
    try:
        return view(run_id)
    except Exception:
        return "failed"
