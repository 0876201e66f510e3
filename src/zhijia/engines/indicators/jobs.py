"""What the job worker does for numbers: fold changes in every minute, prove everything every night."""

import logging
from datetime import UTC, date, datetime

from procrastinate.contrib.django import app

from zhijia.engines.indicators import events
from zhijia.engines.indicators.rollup import Drift, drain_all, list_families, mend_rollup, rebuild, strike
from zhijia.engines.indicators.thresholds import NATION, sync_thresholds
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import City
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.trail.record import Doer, NewEvent, Subject, record_all

YEARS_KEPT_BY_DAY = 2
SYSTEM = Doer(None, gettext_noop("系统核对"))
logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="indicators.fold", pass_context=False)
def fold_changes(timestamp: int) -> int:  # noqa: ARG001 - given by the scheduler
    """Numbers on screen are right without it; it keeps reading them cheap."""
    return drain_all()


@app.periodic(cron="30 18 * * *")  # 02:30 in Shanghai
@app.task(queueing_lock="indicators.prove", pass_context=False)
def prove_numbers(timestamp: int) -> int:
    """Follow the law's numbers, compute everything again, mend what differs, and leave an event for each difference."""
    now = datetime.fromtimestamp(timestamp, UTC)
    city = City.objects.order_by("pk").first()
    sync_thresholds(place=law_place(city.place) if city else NATION, overrides=parameter_overrides())
    strike(first_kept_day(local_day(now)))
    return report_drift([drift for family in list_families() for drift in rebuild(family)], rows=mend_rollup(), now=now)


def first_kept_day(today: date) -> date:
    """The day from which the roll-up keeps every day by itself: the first of this month, some years ago."""
    return today.replace(year=today.year - YEARS_KEPT_BY_DAY, day=1)


def report_drift(drifts: list[Drift], *, rows: int, now: datetime) -> int:
    """Write down what differed and return how much it was; nothing ever should."""
    found = [
        NewEvent(
            events.DRIFTED.code,
            now,
            SYSTEM,
            Subject("indicators.indicator", 0, drift.indicator),
            data={"missing": drift.missing, "extra": drift.extra},
        )
        for drift in drifts
    ]
    if rows:
        found.append(
            NewEvent(events.DRIFTED.code, now, SYSTEM, Subject("indicators.rollup", 0, "汇总表"), data={"rows": rows})
        )
    record_all(found)
    for event in found:
        logger.error("numbers drifted: %s %s", event.subject.label, dict(event.data))
    return len(found)
