"""Looking through the register below a place: what was found before goes, what is found now is written, in one transaction.

Run by the role of the jobs: a pair may have its other half in another county, where only those above both see it.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import connection, transaction

from zhijia.law.counting import add_months
from zhijia.law.resolver import parameter
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.overrides import parameter_overrides
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.services.organising import events
from zhijia.services.organising.models import RosterExamination, RosterFinding
from zhijia.services.organising.roster.searches import SEARCHES
from zhijia.trail.record import record_all

NIGHT = Actor(name=gettext_noop("系统核对"))
NUMBERS = {
    "age": "membership.age",
    "idle": "membership.unchanged",
    "large": "membership.outlier.employees",
    "jump": "membership.outlier.jump",
    "least": "membership.founding_hint",
}


def examine_roster(*, below: str, place: str, now: datetime) -> Mapping[str, int]:
    """Look through the registers of the unions below a path; how many rows of each kind were found.

    An enterprise that could have a union of its own and was not pointed out before leaves an event (ME-11).
    """
    today = local_day(now)
    values: dict[str, str | int | date] = {
        "lo": below,
        "hi": f"{below}~",
        "today": today,
        "year_ago": add_months(today, -12),
        **_numbers(place, today),
    }
    with transaction.atomic():
        old = RosterFinding.objects.filter(path__gte=below, path__lt=f"{below}~")
        known = set[tuple[int | None, int | None]](old.filter(kind="founding").values_list("union_id", "enterprise_id"))
        old.delete()
        found = {}
        with connection.cursor() as cursor:
            for code, search in SEARCHES.items():
                cursor.execute(search, values)
                found[code] = cursor.rowcount
        _point_out(known, below=below, now=now)
        _note(below=below, now=now)
    return found


def _note(*, below: str, now: datetime) -> None:
    """That it was done, also where nothing was found; of the whole city at its top."""
    top = Union.objects.filter(path=below) if below else Union.objects.filter(parent=None)
    for union in top:
        RosterExamination.objects.update_or_create(union=union, defaults={"examined_at": now})


def _numbers(place: str, today: date) -> dict[str, int]:
    overrides = parameter_overrides()
    return {name: parameter(key, place=place, on=today, overrides=overrides).number for name, key in NUMBERS.items()}


def _point_out(known: Collection[tuple[int | None, int | None]], *, below: str, now: datetime) -> None:
    """Whoever founds unions hears of each enterprise once."""
    rows = RosterFinding.objects.filter(kind="founding", path__gte=below, path__lt=f"{below}~")
    fresh = [row for row in rows.order_by("pk") if (row.union_id, row.enterprise_id) not in known]
    enterprises = Enterprise.objects.in_bulk([row.enterprise_id for row in fresh if row.enterprise_id])
    record_all(
        event_about(
            enterprises[row.enterprise_id],
            events.FOUNDING_HINTED,
            actor=NIGHT,
            now=now,
            data={"union": row.union_id, **row.figures},
        )
        for row in fresh
        if row.enterprise_id
    )
