"""Train the weekly models and log them: parameters, quality, and who is to be asked."""
import math
import random

from churn.tracking import EXPERIMENT

WEEKS = [
    # week, monday (seconds since 1970), model's parameters, tags
    ("2019-w10", 1551657600, {"rate": 0.1, "epochs": 5}, {"owner": "ana"}),
    ("2019-w11", 1552262400, {"rate": 0.5, "epochs": 20}, {"owner": "ana", "note": "more epochs"}),
    ("2019-w12", 1552867200, {"rate": 0.5, "epochs": 40, "balanced": True}, {"owner": "ben", "note": ""}),
    ("2019-w13", 1553472000, {"rate": 0.9, "epochs": 80}, {"owner": "ben", "hold": "data leak?"}),
]


def customers(n, seed):
    """Months of contract and calls to support decide, mostly."""
    rng = random.Random(seed)
    for _ in range(n):
        months, calls = rng.random(), rng.random()
        yield (1.0, months, calls), rng.random() < 1 / (1 + math.exp(6 * months - 5 * calls))


def predict(weights, x):
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, x))))


def fit(rate, epochs, balanced=False):
    weights = [0.0, 0.0, 0.0]
    for _ in range(epochs):
        for x, left in customers(200, seed=1):
            step = rate * (left - predict(weights, x)) * (2 if balanced and left else 1)
            weights = [w + step * v for w, v in zip(weights, x)]
    return weights


def score(weights):
    hits = misses = alarms = 0
    for x, left in customers(500, seed=2):
        guess = predict(weights, x) > 0.5
        hits += guess == left
        misses += left and not guess
        alarms += guess and not left
    return {"accuracy": hits / 500.0, "missed": misses, "alarms": alarms, "crashes": 0}


def train(client):
    experiment_id = client.create_experiment(EXPERIMENT)
    for week, monday, params, tags in WEEKS:
        run = client.create_run(experiment_id, tags=dict(tags, week=week))
        run_id = getattr(run.info, "run_id", None) or run.info.run_uuid  # newer servers say run_id
        for key, value in params.items():
            client.log_param(run_id, key, value)
        for key, value in score(fit(**params)).items():
            client.log_metric(run_id, key, value, timestamp=monday)
        client.set_terminated(run_id)
