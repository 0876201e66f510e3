"""Which events tell that a union lives. A service declares its own when it is loaded; nobody here knows the services.

declare_sign("homes.activity_held", LifeKind.ACTIVITY, lambda event: [Seen(event.data["union"], day, "春游")])
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from zhijia.law.counting import add_months
from zhijia.law.resolver import parameter
from zhijia.organisation import events
from zhijia.organisation.models import LifeSign, Union
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.trail.models import Event
from zhijia.trail.subscribers import subscribe

MONTHS = "union.alive.months"


@dataclass(frozen=True, slots=True)
class Seen:
    """A union did something on a day."""

    union_id: int
    on: date
    words: str = ""


Reader = Callable[[Event], Iterable[Seen]]


def declare_sign(event_kind: str, kind: LifeKind, read: Reader) -> None:
    """Let events of a kind be signs of life: `read` says of which union, and on which day."""

    @subscribe(f"vitality.{event_kind}", event_kind)
    def keep(event: Event) -> None:
        keep_signs(event.pk, kind, read(event))


def keep_signs(event_id: int, kind: LifeKind, seen: Iterable[Seen]) -> None:
    """Write down what an entry of the log tells, once. A union that is no more has no place for it and is passed over."""
    found = {one.union_id: one for one in seen}
    rows = [
        LifeSign(
            union=union,
            kind=kind,
            happened_on=one.on,
            counts_until=counts_until(one.on, place=union.place),
            words=one.words[:200],
            event=event_id,
        )
        for union in Union.objects.filter(pk__in=found)
        if (one := found[union.pk])
    ]
    LifeSign.objects.bulk_create(rows, ignore_conflicts=True)


def counts_until(day: date, *, place: str) -> date:
    """The first day on which a sign of this day counts no more."""
    law = parameter(MONTHS, place=law_place(place), on=day, overrides=parameter_overrides())
    return add_months(day, law.number)


def read_founding(event: Event) -> Iterable[Seen]:
    """A union that was just founded is no shell yet."""
    day = event.data.get("founded_on")
    return [Seen(event.subject_id, date.fromisoformat(day))] if day else []


declare_sign(events.UNION_FOUNDED.code, LifeKind.FOUNDING, read_founding)
