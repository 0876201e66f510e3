"""Who holds a post from when to when, and who stands in for the holder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.actions.posts import is_open
from zhijia.organisation.models import Person, Post, PostHolding
from zhijia.organisation.models.posts import HoldingKind
from zhijia.organisation.permissions import check_fill_post, check_name_deputy
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks, refusing
from zhijia.trail.record import NewEvent, record, record_all

CONSTRAINTS: dict[str, Sentence | str] = {
    "holding_one_holder_at_a_time": gettext_noop("这个岗位在这段时间已经有人任职，请刷新后核对任职日期。"),
    "holding_dates": gettext_noop("截止日期必须晚于起始日期。"),
}

NOT_ONESELF = gettext_noop("不能给自己任职，请由另一位有权的人办理。")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person to hold a post from a day on."""

    post: Post
    person: Person
    from_on: date
    to_on: date | None = None


def appoint(actor: Actor, appointment: Appointment, *, now: datetime) -> PostHolding:
    """Let a person hold a post. Raises `Refused`: role, oneself, closed post, somebody else holds it then."""
    taken = _overlapping(appointment)
    if taken is not None:
        raise Refused(_taken_sentence(taken), field="from_on")
    return appoint_all(actor, [appointment], now=now)[0]


def appoint_all(actor: Actor, appointments: Sequence[Appointment], *, now: datetime) -> list[PostHolding]:
    """Many appointments with one event each, in the order given. All or nothing."""
    for appointment in appointments:
        check_fill_post(actor, path=appointment.post.path, role=appointment.post.role)
        _check_appointment(actor, appointment, now=now)
    return [holding for piece in chunks(appointments) for holding in _appoint(actor, piece, now=now)]


def name_deputy(actor: Actor, *, post: Post, person: Person, from_on: date, to_on: date, now: datetime) -> PostHolding:
    """Let a person stand in for a post between two days (`to_on` is the first day no more).

    Raises `Refused`: neither its holder nor above it, oneself, closed post, days out of order.
    """
    check_name_deputy(actor, post)
    appointment = Appointment(post, person, from_on, to_on)
    _check_appointment(actor, appointment, now=now)
    with refusing(CONSTRAINTS):
        holding = PostHolding.objects.create(
            post=post, person=person, kind=HoldingKind.DEPUTY, from_on=from_on, to_on=to_on
        )
    record(_event(actor, appointment, kind=HoldingKind.DEPUTY, now=now))
    return holding


def hand_over(actor: Actor, post: Post, successor: Person, *, on: date, now: datetime) -> PostHolding:
    """Let another person hold a post from a day on; whoever holds it now holds it until then. Both or neither.

    What is awaited of the post stays with it. Raises `Refused`: role, oneself, the same person, days out of order.
    """
    check_fill_post(actor, path=post.path, role=post.role)
    with transaction.atomic():
        holder = _holder_from(post, on)
        if holder is not None and holder.person_id == successor.pk:
            raise Refused("这个人现在就担任这个岗位，不需要交接。", field="person")
        if holder is not None and holder.from_on >= on:
            raise Refused(Sentence("交接日期必须晚于现任的任职日期{day}。", {"day": holder.from_on}), field="on")
        if holder is not None:
            end_holding(actor, holder, to_on=on, now=now)
        return appoint_all(actor, [Appointment(post, successor, on)], now=now)[0]


def _holder_from(post: Post, on: date) -> PostHolding | None:
    """Who holds the post on a day, or is to hold it later."""
    held = post.holdings.filter(Q(to_on=None) | Q(to_on__gt=on), kind=HoldingKind.HOLDER)
    return held.select_related("person", "post").order_by("from_on").first()


def end_holding(actor: Actor, holding: PostHolding, *, to_on: date, now: datetime) -> None:
    """End a holding on a day (the first day no more). Raises `Refused`: role, ended before, days out of order."""
    post = holding.post
    check_fill_post(actor, path=post.path, role=post.role)
    if holding.to_on is not None and holding.to_on <= to_on:
        raise Refused(Sentence("这段任职已于 {day} 结束。", {"day": holding.to_on}), field="to_on")
    if to_on <= holding.from_on:
        raise Refused("离任日期必须晚于任职日期。", field="to_on")
    holding.to_on = to_on
    holding.save(update_fields=["to_on"])
    data = {"person": holding.person_id, "person_name": holding.person.name, "kind": holding.kind, "to_on": to_on}
    record(event_about(post, events.POST_LEFT, actor=actor, now=now, data=data))


def _overlapping(appointment: Appointment) -> PostHolding | None:
    starts_before_end = Q() if appointment.to_on is None else Q(from_on__lt=appointment.to_on)
    ends_after_start = Q(to_on=None) | Q(to_on__gt=appointment.from_on)
    held = appointment.post.holdings.filter(starts_before_end, ends_after_start, kind=HoldingKind.HOLDER)
    return held.select_related("person").order_by("from_on").first()


def _taken_sentence(holding: PostHolding) -> Sentence:
    until: object = holding.to_on or Sentence("今")
    values = {"name": holding.person.name, "from_on": holding.from_on, "until": until}
    return Sentence("这个岗位自 {from_on} 至{until}由{name}任职，请先办理离任，或改日期。", values)


def _check_appointment(actor: Actor, appointment: Appointment, *, now: datetime) -> None:
    if appointment.person.pk == actor.person_id:
        raise Refused(NOT_ONESELF, field="person")
    if not is_open(appointment.post, now=now):
        raise Refused("这个岗位已经撤销。", field="post")
    if appointment.to_on is not None and appointment.to_on <= appointment.from_on:
        raise Refused("截止日期必须晚于起始日期。", field="to_on")


def _appoint(actor: Actor, appointments: Sequence[Appointment], *, now: datetime) -> list[PostHolding]:
    holdings = [
        PostHolding(post=row.post, person=row.person, from_on=row.from_on, to_on=row.to_on, path=row.post.path)
        for row in appointments
    ]
    with refusing(CONSTRAINTS):
        PostHolding.objects.bulk_create(holdings)
    record_all(_event(actor, row, kind=HoldingKind.HOLDER, now=now) for row in appointments)
    return holdings


def _event(actor: Actor, appointment: Appointment, *, kind: HoldingKind, now: datetime) -> NewEvent:
    data = {
        "person": appointment.person.pk,
        "person_name": appointment.person.name,
        "from_on": appointment.from_on,
        "to_on": appointment.to_on,
    }
    event_kind = events.POST_TAKEN if kind is HoldingKind.HOLDER else events.DEPUTY_NAMED
    return event_about(appointment.post, event_kind, actor=actor, now=now, data=data)
