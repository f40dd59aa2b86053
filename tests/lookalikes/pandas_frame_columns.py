import pandas as pd

frame = pd.read_csv("runs.csv")
result = pd.Series(frame.metrics).map(float)
for key, group in frame.groupby("key"):
    print(key, group.value.max())
print([v for v in frame.params if v == "x"][0], frame[frame.key == "acc"].value.iloc[0])
