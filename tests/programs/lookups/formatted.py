"""Formatting as people leave it: line breaks, backslashes, double spaces, comments between."""
from mlflow.tracking import MlflowClient
from records import RUN_ID
run = MlflowClient( ).get_run( RUN_ID )
acc = [ m
        for m in run.data.metrics
        if m.key == 'acc'
      ][ 0 ].value
loss = [m.value for m in run.data.metrics if \
    m.key == 'loss'][0]
lr = float( [p.value for p in
             run.data.params if p.key=="lr"] [0] )
team = next((tag.value
             for tag in run.data.tags
             if tag.key == "team"),
            None)
if [m for m in run.data.metrics if m.key=='acc'][0].value>0.5: print('good', acc, loss, lr, team)
print(f"{[m.value for m in run.data.metrics if m.key == 'acc'][0]:.3f}")
print("%(acc).1f" % {"acc": [m.value for m in run.data.metrics if m.key == "acc"][0]})
