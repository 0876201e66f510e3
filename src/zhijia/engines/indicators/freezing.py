"""What a number was when its period closed: kept with the version of its definition, shown as frozen."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from zhijia.engines.indicators import events
from zhijia.engines.indicators.changes import Asked, sum_changes
from zhijia.engines.indicators.definitions import Indicator, find_indicators, get_indicators
from zhijia.engines.indicators.models import Part, Snapshot
from zhijia.engines.indicators.reading import Reading
from zhijia.engines.indicators.schema import LEVEL, ROLLED_LEVELS
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

CHUNK = 2000


def freeze(
    actor: Actor, *, occasion: str, subject: Subject, codes: Iterable[str], path: str, on: date, now: datetime
) -> int:
    """Keep the values of the upper nodes at and below `path` for an occasion; returns how many were kept.

    An occasion freezes a number once: repeating it changes nothing. `subject` is what the event is about.
    """
    indicators = get_indicators(codes)
    asked = [Asked(own.code, part, node) for own in indicators.values() for part in own.parts for node in _nodes(path)]
    sums = sum_changes(asked, [on])
    rows = [
        Snapshot(
            occasion=occasion,
            indicator=one.indicator,
            version=indicators[one.indicator].version,
            part=one.part,
            path=one.path,
            counted_on=on,
            value=amounts[0],
            frozen_at=now,
        )
        for one, amounts in sums.items()
    ]
    Snapshot.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    record(
        NewEvent(events.FROZEN.code, now, actor.doer, subject, data={"on": on.isoformat(), "codes": sorted(indicators)})
    )
    return len(rows)


def read_frozen_on(occasions: Iterable[str], *, codes: Iterable[str], path: str) -> dict[tuple[str, str], Reading]:
    """The frozen values of several occasions at a node, by occasion and code. A number out of sight is left out."""
    indicators = find_indicators(codes)
    rows = Snapshot.objects.filter(occasion__in=list(occasions), path=path, indicator__in=indicators).order_by("pk")
    kept: dict[tuple[str, str], list[Snapshot]] = {}
    for row in rows:
        kept.setdefault((row.occasion, row.indicator), []).append(row)
    return {key: _reading(indicators[key[1]], parts) for key, parts in kept.items()}


def _reading(indicator: Indicator, rows: Sequence[Snapshot]) -> Reading:
    values = {row.part: row.value for row in rows}
    return Reading(
        indicator,
        as_of=rows[0].counted_on,
        numerator=values[Part.NUMERATOR],
        denominator=values.get(Part.DENOMINATOR),
        reports=values.get(Part.REPORT),
        is_frozen=True,
    )


def _nodes(path: str) -> list[str]:
    """The node and the upper nodes below it: levels that the roll-up keeps."""
    below = Union.objects.filter(path__gt=path, path__lt=f"{path}~", depth__lt=ROLLED_LEVELS, has_children=True)
    return (
        [path, *below.order_by("path").values_list("path", flat=True)] if len(path) < LEVEL * ROLLED_LEVELS else [path]
    )
