# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: light
#       format_version: '1.5'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# # Résultats
#
# Old runs.

# + tags=["parameters"]
run_id = 'r'

# +
from mlflow.tracking import MlflowClient

# %matplotlib inline
run = MlflowClient().get_run(run_id)
# -

rmse = [m.value for m in run.data.metrics if m.key == 'rmsé'][0]
print(rmse, 'é')

# %%time
for p in run.data.params:
    print(p.key, p.value)

# !echo done
