def both(run):
    return run.info, run.data
