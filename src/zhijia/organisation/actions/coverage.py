"""Which union covers which enterprise, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.actions.parents import refresh_line
from zhijia.organisation.models import Enterprise, Union, UnionCoverage
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.rules import is_grassroots
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks, refusing
from zhijia.trail.record import NewEvent, record, record_all

CONSTRAINTS: dict[str, Sentence | str] = {
    "coverage_once_at_a_time": gettext_noop("这个工会在这段时间已经覆盖该用人单位，不必重复登记。")
}


@dataclass(frozen=True, slots=True)
class NewCoverage:
    """A union begins to cover an enterprise on a day."""

    union: Union
    enterprise: Enterprise
    from_on: date


def cover_enterprise(
    actor: Actor, *, union: Union, enterprise: Enterprise, from_on: date, now: datetime
) -> UnionCoverage:
    """Let a union cover an enterprise from a day on. Raises `Refused`: role, kind of union, overlap."""
    return cover_enterprises(actor, [NewCoverage(union, enterprise, from_on)], now=now)[0]


def cover_enterprises(actor: Actor, rows: Sequence[NewCoverage], *, now: datetime) -> list[UnionCoverage]:
    """Many coverages with one event each, in the order given. All or nothing."""
    for union in {row.union.pk: row.union for row in rows}.values():
        check_administer(actor, union.path)
        if not is_grassroots(union.kind):
            raise Refused("只有企业工会和联合工会直接覆盖用人单位。", field="union")
    return [coverage for piece in chunks(rows) for coverage in _cover(actor, piece, now=now)]


def uncover_enterprise(actor: Actor, coverage: UnionCoverage, *, to_on: date, now: datetime) -> None:
    """End a coverage on a day, today at the latest. Raises `Refused`: role, ended already, wrong day."""
    check_administer(actor, coverage.path)
    if coverage.to_on is not None:
        raise Refused("这条覆盖关系已经结束。")
    if not coverage.from_on < to_on <= local_day(now):
        raise Refused("结束日期应晚于起始日期，且不晚于今天。", field="to_on")
    coverage.to_on = to_on
    coverage.save(update_fields=["to_on"])
    refresh_line(coverage.union_id, today=local_day(now))
    data = {"union": coverage.union_id, "to_on": to_on}
    record(event_about(coverage.enterprise, events.COVERAGE_ENDED, actor=actor, now=now, data=data))


def _cover(actor: Actor, rows: Sequence[NewCoverage], *, now: datetime) -> list[UnionCoverage]:
    coverages = [
        UnionCoverage(
            union=row.union,
            enterprise=row.enterprise,
            from_on=row.from_on,
            path=row.union.path,
            enterprise_path=row.enterprise.path,
        )
        for row in rows
    ]
    with refusing(CONSTRAINTS):
        UnionCoverage.objects.bulk_create(coverages)
    for union_id in {row.union.pk for row in rows if row.union.line_path}:
        refresh_line(union_id, today=local_day(now))
    record_all(_covered(actor, row, now=now) for row in rows)
    return coverages


def _covered(actor: Actor, row: NewCoverage, *, now: datetime) -> NewEvent:
    data = {"union": row.union.pk, "union_name": row.union.name, "from_on": row.from_on}
    return event_about(row.enterprise, events.COVERAGE_STARTED, actor=actor, now=now, data=data)
