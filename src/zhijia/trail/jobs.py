"""Jobs of the log: numbers for settled events, their way to subscribers, and their seal."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.trail.numbering import number_settled
from zhijia.trail.remembering import note_newest
from zhijia.trail.sealing import seal
from zhijia.trail.subscribers import deliver


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="trail.number_and_deliver", name="trail.number_and_deliver")
def number_and_deliver(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Number what has settled and hand it on, until nothing is left; returns how many were handed over."""
    handed = 0
    while number_settled():
        handed += deliver()
    return handed + deliver()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="trail.seal", name="trail.seal")
def seal_numbered(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Seal every numbered event and note the newest root outside the database; returns how many were sealed."""
    total = 0
    while sealed := seal(now=timezone.now()):
        total += sealed
    note_newest()
    return total
