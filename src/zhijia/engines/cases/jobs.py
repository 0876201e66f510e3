"""Jobs of the cases engine. A job's own clock is the moment it runs."""

from datetime import date

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.engines.cases.recomputing import CalendarChange, recompute
from zhijia.engines.cases.reminders import remind_all
from zhijia.engines.cases.sweep import sweep
from zhijia.trail.models import Event
from zhijia.trail.subscribers import subscribe


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases.sweep", name="cases.sweep")
def sweep_clocks(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Deal with every clock that has run out since the last time; midnight in Shanghai is the moment that matters."""
    return sweep(now=timezone.now())


@subscribe("cases.calendar", "organisation.day_overridden", "organisation.notice_entered")
def follow_calendar(event: Event) -> None:
    """A calendar that was corrected has the clocks computed again that it touches, in the background."""
    days = event.data["days"] if "days" in event.data else [event.data["day"]]
    recompute_clocks.defer(first=min(days), last=max(days), source=event.data["source"])


@app.task(name="cases.recompute")
def recompute_clocks(first: str, last: str, source: str) -> int:
    """Compute the clocks between two days again; returns how many end on another day now."""
    change = CalendarChange(date.fromisoformat(first), date.fromisoformat(last), source)
    return recompute(change, now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="cases.remind", name="cases.remind")
def remind_of_terms(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Tell of terms that come near, end, or stay overdue; each once, so that the job may run as often as it likes."""
    return remind_all(now=timezone.now())
