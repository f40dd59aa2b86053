import optuna

study = optuna.load_study(study_name="s", storage="sqlite:///x.db")
for trial in study.trials:
    for key, value in trial.params.items():
        print(key, value)
    print([p for p in trial.params if p.startswith("lr")], trial.value)
