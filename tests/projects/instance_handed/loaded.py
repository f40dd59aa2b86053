def loaded(loader, run_id):
    return {p.key: p.value for p in loader.params(run_id)}
