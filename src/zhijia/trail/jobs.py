"""Jobs of the log: numbers for settled events, and their way to subscribers."""

from procrastinate.contrib.django import app

from zhijia.trail.numbering import number_settled
from zhijia.trail.subscribers import deliver


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="trail.number_and_deliver", name="trail.number_and_deliver")
def number_and_deliver(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Number what has settled and hand it on, until nothing is left; returns how many were handed over."""
    handed = 0
    while number_settled():
        handed += deliver()
    return handed + deliver()
