"""Runs are searched for in one file, sorted in a second and read in a third."""
from search.find import find
from search.rank.order import best, ordered
from search.read import metric, team

runs = find("metrics.acc > 0.5")
print(len(runs), [metric(run, "acc") for run in ordered(runs)])
print(team(best(runs)), [metric(run, "nope") for run in runs])
print(best(find("metrics.acc > 100")))
