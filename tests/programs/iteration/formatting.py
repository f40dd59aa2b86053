"""Odd formatting of loops and comprehensions: one-space indents, one-liners, brackets over lines, comments."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID
client=MlflowClient()
run=client.get_run( RUN_ID )
x={ "_p_"+p.key:p.value for p in run.data.params }
print(x)
for t in run.data.tags: print(t.key,len(t.value))
for m in client.get_run(
        SECOND_RUN_ID
        ).data.metrics:
 # one space
 print( m . key , m.value )
 if m.key=='loss':
  print('loss');continue
 print(m.value)  # after the value
d = {
    m.key:
        m.value
    for m in (run.data.metrics)
    if m.value > 1
    }
print(d)
print([ (p.key,p.value)for p in run.data.params if(p.key=="lr"or p.key=="batch")])
