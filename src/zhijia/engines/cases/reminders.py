"""Telling of terms before they end, on their last day, and the next higher union when they stay overdue.

Offsets are parameters by kind of clock. Each clock is told of once at each level for each due date: the row that says so is
written in the same statement that finds the clock, portion by portion, so that a killed sweep goes on where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from zhijia.engines.cases.advance import SUBJECT
from zhijia.engines.cases.clocks import NEAR_PARAMETERS, LocalLaw
from zhijia.engines.cases.events import CLOCK_ESCALATED
from zhijia.engines.cases.models import Awaits, Clock, ReminderLevel
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
TOLD_ABOVE = (Role.LEADER, Role.SUPERVISOR, Role.DEPT_HEAD, Role.CADRE)

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
        escalate = law.rule(f"reminder.{kind}.escalate", place=place, on=today).number
        found += [
            Window(ReminderLevel.BEFORE, kind, today + one, today + before * one),
            Window(ReminderLevel.DUE, kind, today, today),
            Window(ReminderLevel.ESCALATED, kind, LONG_AGO, today - escalate * one),
        ]
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
        lines = _lines_above(clocks) if window.level is ReminderLevel.ESCALATED else _lines(clocks, window.level)
        if window.level is ReminderLevel.ESCALATED:
            record_all(_event(clock, now=now) for clock in clocks)
        send(lines, now=now, today=local_day(now))
    return len(ids)


def _lines(clocks: Sequence[Clock], level: str) -> list[Line]:
    """To whoever is awaited: posts, posts with the awaited role at the awaited union, parties."""
    text = {clock.case_id: _text(clock) for clock in clocks}
    rows = list(Awaits.objects.filter(case__in=text).values_list("case_id", "post_id", "union_id", "role", "party"))
    holders = _posts_by_role({(union, role) for _case, post, union, role, _party in rows if post is None and union})
    lines = []
    for case_id, post_id, union_id, role, party in rows:
        posts = [post_id] if post_id or party else holders.get((union_id, role), [])
        lines += [Line(post, case_id, reminder_kind(level), text[case_id], party=party) for post in posts]
    return list(dict.fromkeys(lines))


def _posts_by_role(wanted: set[tuple[int, str]]) -> dict[tuple[int, str], list[int]]:
    """The open posts of each role at each union."""
    found: dict[tuple[int, str], list[int]] = {}
    unions = {union for union, _role in wanted}
    for pk, union, role in Post.objects.filter(union__in=unions, closed_on=None).values_list("pk", "union_id", "role"):
        if (union, role) in wanted:
            found.setdefault((union, role), []).append(pk)
    return found


def _lines_above(clocks: Sequence[Clock]) -> list[Line]:
    """To those who lead, supervise, or work in the case's line, at the union above each union that is awaited."""
    text = {clock.case_id: _text(clock) for clock in clocks}
    awaited = Awaits.objects.filter(case__in=text, union__parent__isnull=False)
    above = list(awaited.values_list("case_id", "case__line", "union__parent_id").distinct())
    parents: dict[int | None, list[tuple[int, str, str]]] = {}
    in_charge = Post.objects.filter(closed_on=None, union__in={row[2] for row in above}, role__in=TOLD_ABOVE)
    for pk, union, role, line in in_charge.values_list("pk", "union_id", "role", "line"):
        parents.setdefault(union, []).append((pk, role, line))
    kind = reminder_kind(ReminderLevel.ESCALATED)
    return [
        Line(post, case_id, kind, text[case_id])
        for case_id, case_line, parent in above
        for post, role, line in parents.get(parent, [])
        if role != Role.CADRE or not case_line or line in ("", case_line)
    ]


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
