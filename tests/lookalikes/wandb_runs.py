import wandb

api = wandb.Api()
for run in api.runs("team/project"):
    print(run.name, run.summary.get("loss"), [tag for tag in run.tags if tag.startswith("v")])
    for key, value in run.config.items():
        print(key, value)
