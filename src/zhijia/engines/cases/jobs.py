"""Jobs of the cases engine. A job's own clock is the moment it runs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.engines.cases.overdue import note_overdue


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="cases.note_overdue", name="cases.note_overdue")
def note_overdue_clocks(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Note every clock that has run out since the last time; midnight in Shanghai is the moment that matters."""
    done = total = note_overdue(now=timezone.now())
    while done:
        done = note_overdue(now=timezone.now())
        total += done
    return total
