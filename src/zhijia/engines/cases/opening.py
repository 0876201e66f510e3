"""Opening cases: number, first state and event; many in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.standing import stand_together
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record_all

SUBJECT = "cases.case"


@dataclass(frozen=True)
class NewCase:
    """What a case is opened with. `due_on` is the day by which all of it should be done; `state` another than the usual
    first one, of those that the flow names.
    """

    title: str
    union_id: int
    place: str
    enterprise_id: int | None = None
    line: str = ""
    due_on: Any = None
    data: Mapping[str, Any] | None = None
    state: str = ""


def open_cases(flow: Flow, entries: Sequence[NewCase], *, actor: Actor, now: datetime) -> list[Case]:
    """Open cases with number, first state and event; the caller then adds their records and calls `begin`.

    One transaction for all of them: either every entry stands in the register or none.
    """
    if not entries:
        return []
    with transaction.atomic():
        ids = _take_ids(len(entries))
        numbers = _take_numbers(flow.prefix, year=local_day(now).year, count=len(entries))
        cases = [
            Case(
                pk=pk,
                number=number,
                kind=flow.code,
                title=entry.title,
                union_id=entry.union_id,
                enterprise_id=entry.enterprise_id,
                place=entry.place,
                state=entry.state or flow.initial,
                line=entry.line,
                opened_at=now,
                due_on=entry.due_on,
            )
            for pk, number, entry in zip(ids, numbers, entries, strict=True)
        ]
        events = [
            event_of(flow.opened.code, case, actor=actor, now=now, states=("", case.state), data=entry.data or {})
            for case, entry in zip(cases, entries, strict=True)
        ]
        for case, event_id in zip(cases, record_all(events), strict=True):
            case.last_event_id = event_id
        Case.objects.bulk_create(cases, batch_size=1000)
    return cases


def begin(flow: Flow, pairs: Iterable[tuple[Case, Any]], *, now: datetime) -> None:
    """Write whom freshly opened cases await, once their records exist."""
    with transaction.atomic():
        rewrite_awaits(flow, stand_together(list(pairs)), now=now)


def event_of(
    kind: str, case: Case, *, actor: Actor, now: datetime, states: tuple[str, str], data: Mapping[str, Any]
) -> NewEvent:
    """What the log keeps of a step of a case."""
    return NewEvent(
        kind=kind,
        at=now,
        doer=actor.doer,
        subject=Subject(SUBJECT, case.pk, str(case)),
        from_state=states[0],
        to_state=states[1],
        data=data,
    )


def _take_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_id_seq') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def _take_numbers(prefix: str, *, year: int, count: int) -> list[str]:
    """The next numbers of a kind and year; the counter's row lock, held to the end, keeps them gapless."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_casenumber (prefix, year, last) VALUES (%s, %s, %s)"
            " ON CONFLICT (prefix, year) DO UPDATE SET last = cases_casenumber.last + excluded.last RETURNING last",
            [prefix, year, count],
        )
        last = cursor.fetchone()[0]
    return [f"{prefix}-{year}-{n:06d}" for n in range(last - count + 1, last + 1)]
