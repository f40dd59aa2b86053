from django.db import models


class Run(models.Model):
    name = models.CharField(max_length=100)


class RunMetric(models.Model):
    run = models.ForeignKey(Run, related_name="metrics", on_delete=models.CASCADE)
    key = models.CharField(max_length=100)
    value = models.FloatField()


def as_dict(run):
    return {m.key: m.value for m in run.metrics.all()}


def first(run_id):
    run = Run.objects.get(pk=run_id)
    return [m for m in run.metrics.all() if m.key == "loss"][0].value
