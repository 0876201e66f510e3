"""Telling of terms before they end, on their last day, and those above when they stay overdue: first whoever works at the
next higher union, then its leaders, then the city (bargaining-congress §A12). Where an outside party is awaited, the case's
own union is told on the last day and those above it afterwards.

Offsets are parameters by kind of clock. Each clock is told of once at each level for each due date: the row that says so is
written in the same statement that finds the clock, portion by portion, so that a killed sweep goes on where it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from zhijia.engines.cases.above import WORKING, is_in_line
from zhijia.engines.cases.clocks import NEAR_PARAMETERS, LocalLaw
from zhijia.engines.cases.events import CLOCK_ESCALATED
from zhijia.engines.cases.models import Awaits, Case, Clock, ReminderLevel
from zhijia.engines.cases.opening import SUBJECT
from zhijia.engines.cases.told import reminder_kind
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.shanghai import local_day
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import SYSTEM
from zhijia.trail.record import NewEvent, Subject, record_all

PORTION = 2000
LONG_AGO = date(2000, 1, 1)
TOLD_ABOVE = {
    ReminderLevel.ESCALATED: WORKING,
    ReminderLevel.LEADERS: (Role.LEADER, Role.CHAIR),
    ReminderLevel.CITY: (Role.LEADER, Role.SUPERVISOR, Role.DEPT_HEAD, Role.CADRE),
}
"""Whom at the higher union each step tells; cadres only in the case's line."""
OFFSETS = {ReminderLevel.ESCALATED: "escalate", ReminderLevel.LEADERS: "leaders", ReminderLevel.CITY: "city"}
"""The last word of the parameter that says how many days after the end a step comes."""
OWN_UNION = (Role.CHAIR, Role.CADRE)
"""Who of the case's union is told that an outside party has let its last day come."""

FIND = """
    INSERT INTO cases_reminder (clock_id, level, due_on, sent_at, path)
    SELECT found.id, %(level)s, found.due_on, %(now)s, found.path FROM (
        SELECT c.id, c.due_on, c.path FROM cases_clock c
         WHERE c.state = 'running' AND c.kind = %(kind)s AND c.due_on BETWEEN %(first)s AND %(last)s
           AND NOT EXISTS (SELECT FROM cases_reminder r
                            WHERE r.clock_id = c.id AND r.level = %(level)s AND r.due_on = c.due_on)
         ORDER BY c.due_on, c.id LIMIT %(portion)s FOR UPDATE SKIP LOCKED
    ) AS found
    ON CONFLICT DO NOTHING RETURNING clock_id
"""


@dataclass(frozen=True)
class Window:
    """The due dates of a kind of clock that are told of at a level today."""

    level: ReminderLevel
    kind: str
    first: date
    last: date


def remind_all(*, now: datetime, portion: int = PORTION) -> int:
    """Tell of every term whose time has come; returns how many reminders were written."""
    total = 0
    for window in windows_of(local_day(now), law=LocalLaw()):
        while written := _remind(window, now=now, portion=portion):
            total += written
    return total


def windows_of(today: date, *, law: LocalLaw) -> list[Window]:
    """What is told of on a day: near ends (tomorrow and on), today's, and those overdue for long enough."""
    city = this_city()
    place, one = city.place if city else "", timedelta(days=1)
    found = []
    for kind in NEAR_PARAMETERS:
        before = law.rule(f"reminder.{kind}.before", place=place, on=today).number
        found += [
            Window(ReminderLevel.BEFORE, kind, today + one, today + before * one),
            Window(ReminderLevel.DUE, kind, today, today),
        ]
        for level, offset in OFFSETS.items():
            after = law.rule(f"reminder.{kind}.{offset}", place=place, on=today)
            if after.value is not None:
                found.append(Window(level, kind, LONG_AGO, today - after.number * one))
    return found


def _remind(window: Window, *, now: datetime, portion: int) -> int:
    values: dict[str, str | int | date | datetime] = {
        "level": window.level.value,
        "kind": window.kind,
        "first": window.first,
        "last": window.last,
        "now": now,
        "portion": portion,
    }
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(FIND, values)
            ids = [row[0] for row in cursor.fetchall()]
        clocks = list(Clock.objects.filter(pk__in=ids).select_related("case").order_by("pk"))
        send(_lines_of(window.level, clocks), now=now, today=local_day(now))
        if window.level is ReminderLevel.ESCALATED:
            record_all(_event(clock, now=now) for clock in clocks)
    return len(ids)


def _lines_of(level: ReminderLevel, clocks: Sequence[Clock]) -> list[Line]:
    if level is ReminderLevel.BEFORE:
        return _lines_to_awaited(clocks, level)
    if level is ReminderLevel.DUE:
        return [*_lines_to_awaited(clocks, level), *_lines_to_own_union(clocks)]
    return _lines_above(clocks, level)


def _lines_to_awaited(clocks: Sequence[Clock], level: ReminderLevel) -> list[Line]:
    """To whoever is awaited: posts, posts with the awaited role at the awaited union, parties."""
    text = _texts(clocks)
    rows = list(Awaits.objects.filter(case__in=text).values_list("case_id", "post_id", "union_id", "role", "party"))
    holders = _posts_by_role({(union, role) for _case, post, union, role, _party in rows if post is None and union})
    lines = []
    for case_id, post_id, union_id, role, party in rows:
        posts = [post_id] if post_id or party else holders.get((union_id, role), [])
        lines += [Line(post, case_id, reminder_kind(level), text[case_id], party=party) for post in posts]
    return list(dict.fromkeys(lines))


def _lines_to_own_union(clocks: Sequence[Clock]) -> list[Line]:
    """To the case's own union, where the last day of an outside party has come."""
    text = _texts(clocks)
    awaited = Awaits.objects.filter(case__in=text).exclude(party="")
    cases = list(awaited.values_list("case_id", "case__union_id").distinct())
    holders = _posts_by_role({(union, role) for _case, union in cases for role in OWN_UNION})
    kind = reminder_kind(ReminderLevel.DUE)
    return [
        Line(post, case_id, kind, text[case_id])
        for case_id, union in cases
        for role in OWN_UNION
        for post in holders.get((union, role), [])
    ]


def _posts_by_role(wanted: set[tuple[int, str]]) -> dict[tuple[int, str], list[int]]:
    """The open posts of each role at each union."""
    found: dict[tuple[int, str], list[int]] = {}
    unions = {union for union, _role in wanted}
    for pk, union, role in Post.objects.filter(union__in=unions, closed_on=None).values_list("pk", "union_id", "role"):
        if (union, role) in wanted:
            found.setdefault((union, role), []).append(pk)
    return found


def _lines_above(clocks: Sequence[Clock], level: ReminderLevel) -> list[Line]:
    """To those of the step at the union above each that is awaited, or above the case's own; at last at the city's union."""
    text = _texts(clocks)
    if level is ReminderLevel.CITY:
        city = this_city()
        told = {case.pk: {(case.line, city.root_id)} for case in _cases(clocks)} if city else {}
    else:
        told = _unions_above(text)
    above = {union for unions in told.values() for _line, union in unions}
    posts: dict[int, list[tuple[int, str, str]]] = {}
    in_charge = Post.objects.filter(closed_on=None, union__in=above, role__in=TOLD_ABOVE[level])
    for pk, union, role, line in in_charge.values_list("pk", "union_id", "role", "line"):
        posts.setdefault(union, []).append((pk, role, line))
    kind = reminder_kind(level)
    return [
        Line(post, case_id, kind, text[case_id])
        for case_id, unions in told.items()
        for case_line, union in sorted(unions)
        for post, role, line in posts.get(union, [])
        if is_in_line(role, line, case_line)
    ]


def _unions_above(case_ids: Iterable[int]) -> dict[int, set[tuple[str, int]]]:
    """Of each case its line and the union above each union that is awaited; above its own where a party is."""
    found: dict[int, set[tuple[str, int]]] = {}
    awaited = Awaits.objects.filter(case__in=case_ids).values_list(
        "case_id", "case__line", "union__parent_id", "party", "case__union__parent_id"
    )
    for case_id, line, parent, party, own_parent in awaited.distinct():
        above = own_parent if party else parent
        if above is not None:
            found.setdefault(case_id, set()).add((line, above))
    return found


def _cases(clocks: Sequence[Clock]) -> list[Case]:
    return list({clock.case_id: clock.case for clock in clocks}.values())


def _texts(clocks: Sequence[Clock]) -> dict[int, str]:
    return {clock.case_id: _text(clock) for clock in clocks}


def _text(clock: Clock) -> str:
    return f"{clock.case.title[:200]} · {clock.due_on}"


def _event(clock: Clock, *, now: datetime) -> NewEvent:
    return NewEvent(
        kind=CLOCK_ESCALATED.code,
        at=now,
        doer=SYSTEM.doer,
        subject=Subject(SUBJECT, clock.case_id, str(clock.case)),
        from_state=clock.case.state,
        to_state=clock.case.state,
        data={"clock": clock.name, "due_on": clock.due_on.isoformat()},
    )
