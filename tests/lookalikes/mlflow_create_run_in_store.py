from mlflow.entities import RunTag


def create(store, tags, start_time):
    run = store.create_run(
        experiment_id="0",
        user_id="me",
        start_time=start_time,
        tags=[RunTag(key, value) for key, value in tags.items()],
    )
    return run.info.run_id
