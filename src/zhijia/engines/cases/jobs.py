"""Jobs of the cases engine. A job's own clock is the moment it runs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.engines.cases.sweep import sweep


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases.sweep", name="cases.sweep")
def sweep_clocks(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Deal with every clock that has run out since the last time; midnight in Shanghai is the moment that matters."""
    return sweep(now=timezone.now())
