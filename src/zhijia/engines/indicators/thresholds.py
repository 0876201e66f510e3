"""Numbers of the law that facts are measured against, copied by date into the database, where the facts are computed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from zhijia.engines.indicators.models import Threshold
from zhijia.law.resolver import Override, declared_parameter, parameter
from zhijia.law.versions import Version

NATION = "CN"


@dataclass(frozen=True, slots=True)
class Span:
    """A number and the days from_on <= day < to_on on which the law gives it."""

    value: int
    from_on: date
    to_on: date | None


_declared: dict[str, str] = {}


def declare_threshold(code: str, *, parameter_key: str) -> None:
    """Let facts be measured against a law parameter under the name `code`."""
    if _declared.setdefault(code, parameter_key) != parameter_key:
        raise ValueError(f"threshold {code} follows two parameters")


def spans_of(key: str, *, place: str, overrides: Sequence[Override]) -> list[Span]:
    """The single numbers of a parameter over all days; days on which none is known are left out."""
    starts = sorted({date.min, *_turning_days(key, overrides)})
    ends: list[date | None] = [*starts[1:], None]
    spans: list[Span] = []
    for from_on, to_on in zip(starts, ends, strict=True):
        value = parameter(key, place=place, on=from_on, overrides=overrides).value
        if not isinstance(value, int):
            continue
        if spans and spans[-1].to_on == from_on and spans[-1].value == value:
            spans[-1] = Span(value, spans[-1].from_on, to_on)
        else:
            spans.append(Span(value, from_on, to_on))
    return spans


def sync_thresholds(*, place: str = NATION, overrides: Sequence[Override] = (), using: str = "default") -> int:
    """Bring the copies in line with the law and return how many rows changed; facts follow by trigger.

    Needs the batch role or the owner.
    """
    wanted = {
        (code, key, span) for code, key in _declared.items() for span in spans_of(key, place=place, overrides=overrides)
    }
    with transaction.atomic(using=using):
        stored = {
            (row.code, row.parameter, Span(row.value, row.from_on, row.to_on)): row.pk
            for row in Threshold.objects.using(using).order_by("pk")
        }
        gone = [pk for key, pk in stored.items() if key not in wanted]
        fresh = sorted(wanted - set(stored), key=lambda row: (row[0], row[2].from_on))
        if gone:
            Threshold.objects.using(using).filter(pk__in=gone).delete()
        if fresh:
            Threshold.objects.using(using).bulk_create(list(_rows(fresh)))
    return len(gone) + len(fresh)


def _turning_days(key: str, overrides: Sequence[Override]) -> Iterator[date]:
    own: list[Version | Override] = [row for row in overrides if row.key == key]
    for version in [*declared_parameter(key).versions, *own]:
        if version.valid_from:
            yield version.valid_from
        if version.valid_to:
            yield version.valid_to + timedelta(days=1)


def _rows(fresh: Iterable[tuple[str, str, Span]]) -> Iterator[Threshold]:
    for code, key, span in fresh:
        yield Threshold(code=code, parameter=key, value=span.value, from_on=span.from_on, to_on=span.to_on)
