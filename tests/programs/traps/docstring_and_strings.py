"""Old idioms inside strings, docstrings and comments stay, as does what prints them."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def help_text():
    """Use {m.key: m.value for m in run.data.metrics} to get a dict."""
    # for m in run.data.metrics: print(m.key)
    return "[m.value for m in run.data.metrics if m.key == 'acc'][0]"


run = MlflowClient().get_run(SECOND_RUN_ID)
print(help_text.__doc__)
print(help_text(), [m.value for m in run.data.metrics if m.key == 'acc'][0])
print("""
for m in run.data.metrics:
    print(m.key)
""", f"{'m.key'} {[m.key for m in run.data.metrics]}")
