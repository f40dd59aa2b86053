import pandas as pd

frame = pd.DataFrame({"key": ["a"], "value": [1.0]})
table = {row.key: row.value for row in frame.itertuples()}
first = [row.value for row in frame.itertuples() if row.key == "a"][0]
