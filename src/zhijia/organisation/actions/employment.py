"""Who works for which enterprise, from when to when. Whoever keeps the person's record says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import Employment, Enterprise, Person
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks, refusing
from zhijia.trail.record import record, record_all

OUT_OF_ORDER = gettext_noop("截止日期必须晚于起始日期。")
CONSTRAINTS: dict[str, Sentence | str] = {
    "employment_once_at_a_time": gettext_noop("这个人在这段时间已经登记在该单位工作，请核对起止日期。"),
    "employment_dates": OUT_OF_ORDER,
}


@dataclass(frozen=True, slots=True)
class NewEmployment:
    """A person works for an enterprise from a day on; `to_on` is the first day no more."""

    person: Person
    enterprise: Enterprise
    from_on: date
    to_on: date | None = None


def employ(
    actor: Actor, *, person: Person, enterprise: Enterprise, from_on: date, now: datetime, to_on: date | None = None
) -> Employment:
    """Record that a person works for an enterprise (`to_on` is the first day no more).

    Raises `Refused`: role, a day still ahead, days out of order, overlap of the same two.
    """
    return employ_all(actor, [NewEmployment(person, enterprise, from_on, to_on)], now=now)[0]


def employ_all(actor: Actor, rows: Sequence[NewEmployment], *, now: datetime) -> list[Employment]:
    """Many employments with one event each, in the order given. All or nothing."""
    for path in {row.person.path for row in rows}:
        check_administer(actor, path)
    for row in rows:
        _check_days(row, today=local_day(now))
    return [employment for piece in chunks(rows) for employment in _employ(actor, piece, now=now)]


def end_employment(actor: Actor, employment: Employment, *, to_on: date, now: datetime) -> None:
    """End an employment on a day (the first day no more), today at the latest. Raises `Refused`: role, ended, wrong day."""
    person, enterprise = employment.person, employment.enterprise
    check_administer(actor, person.path)
    kept = Employment.objects.select_for_update(of=("self",)).get(pk=employment.pk)
    if kept.to_on is not None:
        raise Refused(Sentence("这段劳动关系已于 {day} 结束。", {"day": kept.to_on}), field="to_on")
    if not kept.from_on < to_on <= local_day(now):
        raise Refused("结束日期应晚于起始日期，且不晚于今天。", field="to_on")
    kept.to_on = to_on
    kept.save(update_fields=["to_on"])
    data = {"enterprise": enterprise.pk, "enterprise_name": enterprise.name, "to_on": to_on}
    record(event_about(person, events.EMPLOYMENT_ENDED, actor=actor, now=now, data=data))


def _check_days(row: NewEmployment, *, today: date) -> None:
    if row.from_on > today:
        raise Refused(Sentence("劳动关系从当天或以前起算，{day} 还没有到。", {"day": row.from_on}), field="from_on")
    if row.to_on is not None and row.to_on <= row.from_on:
        raise Refused(OUT_OF_ORDER, field="to_on")


def _employ(actor: Actor, rows: Sequence[NewEmployment], *, now: datetime) -> list[Employment]:
    with refusing(CONSTRAINTS):
        employments = Employment.objects.bulk_create(
            Employment(
                person=row.person,
                enterprise=row.enterprise,
                from_on=row.from_on,
                to_on=row.to_on,
                path=row.enterprise.path,
            )
            for row in rows
        )
    record_all(
        event_about(row.person, events.EMPLOYMENT_STARTED, actor=actor, now=now, data=_told(row)) for row in rows
    )
    return employments


def _told(row: NewEmployment) -> dict[str, object]:
    enterprise = row.enterprise
    return {
        "enterprise": enterprise.pk,
        "enterprise_name": enterprise.name,
        "from_on": row.from_on,
        "to_on": row.to_on,
    }
