"""Joining: one person, or a whole sheet of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import connection
from django.db.models import Max, Min, Q

from zhijia.lib.member_cards import card_number
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.membership_checks import check_days, check_takes_members
from zhijia.organisation.models import City, Membership, Person, Union
from zhijia.organisation.models.memberships import Ending, Standing
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks
from zhijia.trail.record import record_all

Verdict = Literal["joined", "member", "overlaps", "deceased"]


@dataclass(frozen=True, slots=True)
class Joining:
    """A person becomes a member. `group` is a branch or group of the union; `joined_on` is when she first joined any
    union, where that is known to be earlier; `basis` says on what paper.
    """

    person: Person
    union: Union
    approved_on: date
    from_on: date
    group: Union | None = None
    joined_on: date | None = None
    basis: str = ""

    @property
    def keeper(self) -> Union:
        """The union that keeps the record of the person from then on."""
        return self.group or self.union


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a joining; `membership_id` is the new one, or for `member` the open one that she has already."""

    verdict: Verdict
    membership_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Past:
    """What the spans of a person say about her joining again."""

    open_id: int | None
    first_joined_on: date
    free_from: date | None
    is_deceased: bool


def join(actor: Actor, joining: Joining, *, now: datetime) -> Membership:
    """Make a person a member. She keeps her card and the day on which she first joined.

    Raises `Refused`: role at the union or over her record, union or group that takes nobody, days (ME-03), a member
    already (ME-01), a span that ends later, deceased.
    """
    (outcome,) = join_all(actor, [joining], now=now)
    if outcome.verdict == "member":
        held = Membership.objects.select_related("union").get(person=joining.person, to_on=None)
        values = {"name": joining.person.name, "union": held.union.name, "day": held.from_on}
        sentence = Sentence("{name}自 {day} 起已是“{union}”的会员，每人只有一个会籍；换工会请办理转会。", values)
        raise Refused(sentence, field="union", rule="ME-01")
    if outcome.verdict == "overlaps":
        raise Refused("起始日期早于上一段会籍的结束日期，请核对。", field="from_on")
    if outcome.verdict == "deceased":
        raise Refused("已登记去世，不能再入会；登记有误的，请先核对。")
    return Membership.objects.get(person=joining.person, to_on=None)


def join_all(actor: Actor, rows: Sequence[Joining], *, now: datetime) -> list[Outcome]:
    """Make many people members, with one event for each who joined; outcomes come in the order given.

    Who cannot join is told by the outcome and keeps nobody else from it. Each person may stand in `rows` once. Four
    statements a thousand. Raises `Refused` for the whole: as `join` about the role, the unions and the days.
    """
    _check(actor, rows, today=local_day(now))
    return [outcome for piece in chunks(rows) for outcome in _join(actor, piece, now=now)]


def _check(actor: Actor, rows: Sequence[Joining], *, today: date) -> None:
    for path in {row.union.path for row in rows} | {row.person.path for row in rows}:
        check_administer(actor, path)
    places = {(row.union.pk, row.keeper.pk): row for row in rows}
    for row in places.values():
        check_takes_members(row.union, row.group, on=today)
    for row in rows:
        check_days(approved_on=row.approved_on, from_on=row.from_on, today=today)


def _join(actor: Actor, rows: Sequence[Joining], *, now: datetime) -> list[Outcome]:
    people = [row.person.pk for row in rows]
    cards = dict(Person.objects.select_for_update(of=("self",)).filter(pk__in=people).values_list("pk", "card_number"))
    pasts = _pasts(people)
    barred = {row.person.pk: _bar(pasts.get(row.person.pk), row.from_on) for row in rows}
    joining = [row for row in rows if barred[row.person.pk] is None]
    fresh = _insert(joining, pasts, [pk for pk in people if barred[pk] is None and not cards[pk]])
    record_all(
        event_about(row.person, events.MEMBER_JOINED, actor=actor, now=now, data=_told(row, fresh[row.person.pk]))
        for row in joining
        if row.person.pk in fresh
    )
    return [barred[pk] or _outcome(fresh.get(pk)) for pk in people]


def _outcome(membership_id: int | None) -> Outcome:
    """Who was free a moment ago and is not among the new ones has just joined by another hand."""
    return Outcome("joined", membership_id) if membership_id else Outcome("overlaps")


def _pasts(people: Sequence[int]) -> Mapping[int, _Past]:
    spans = Membership.objects.filter(person__in=people).values("person").order_by("person")
    told = spans.annotate(
        open_id=Max("pk", filter=Q(to_on=None)),
        first=Min("joined_on"),
        until=Max("to_on"),
        deceased=Max("pk", filter=Q(ended_as=Ending.DECEASED)),
    )
    rows = told.values_list("person", "open_id", "first", "until", "deceased")
    return {pk: _Past(open_id, first, until, bool(deceased)) for pk, open_id, first, until, deceased in rows}


def _bar(past: _Past | None, from_on: date) -> Outcome | None:
    if past is None:
        return None
    if past.open_id is not None:
        return Outcome("member", past.open_id)
    if past.is_deceased:
        return Outcome("deceased")
    return Outcome("overlaps") if past.free_from and from_on < past.free_from else None


INSERT = """
    WITH home AS (
        UPDATE organisation_person p SET home_id = w.keeper, card_number = coalesce(NULLIF(p.card_number, ''), w.card)
          FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS w (person, keeper, card)
         WHERE p.id = w.person AND (p.home_id <> w.keeper OR p.card_number = '')
    )
    INSERT INTO organisation_membership
           (person_id, union_id, group_id, name, standing, joined_on, approved_on, from_on, basis, ended_as, end_reason)
    SELECT w.*, '', '' FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::date[], %s::date[],
                                   %s::date[], %s::text[]) AS w
    ON CONFLICT DO NOTHING
    RETURNING person_id, id
"""


def _insert(rows: Sequence[Joining], pasts: Mapping[int, _Past], cardless: Sequence[int]) -> dict[int, int]:
    """The new memberships by person. Records go to the union that they are kept at from now on."""
    if not rows:
        return {}
    cards = dict(zip(cardless, new_card_numbers(len(cardless)), strict=True))
    homes = [(row.person.pk, row.keeper.pk, cards.get(row.person.pk, "")) for row in rows]
    spans = [_span(row, pasts.get(row.person.pk)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [list(column) for table in (homes, spans) for column in zip(*table, strict=True)])
        return dict(cursor.fetchall())


def new_card_numbers(count: int) -> list[str]:
    """Numbers for cards that nobody has yet: one counter for the city."""
    if not count:
        return []
    place = City.objects.values_list("place", flat=True).get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('organisation_card_serial') FROM generate_series(1, %s)", [count])
        return [card_number(place, serial) for (serial,) in cursor.fetchall()]


def _span(row: Joining, past: _Past | None) -> tuple[object, ...]:
    earlier = [day for day in (row.joined_on, past and past.first_joined_on) if day]
    first = min([row.from_on, *earlier])
    group = row.group.pk if row.group else None
    days = (first, row.approved_on, row.from_on)
    return (row.person.pk, row.union.pk, group, row.person.name, Standing.ACTIVE.value, *days, row.basis.strip()[:200])


def _told(row: Joining, membership_id: int) -> dict[str, object]:
    return {
        "membership": membership_id,
        "union": row.union.pk,
        "union_name": row.union.name,
        "group_name": row.group.name if row.group else "",
        "approved_on": row.approved_on,
        "from_on": row.from_on,
        "basis": row.basis.strip()[:200],
    }
