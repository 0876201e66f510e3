"""Clues: noted by hand for one or many enterprises, or told by an event of another service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.models import Case
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import SYSTEM, Actor
from zhijia.services.supervision.actions.opening import check_opens
from zhijia.services.supervision.events import CLUE_DROPPED, CLUE_NOTED
from zhijia.services.supervision.models import Clue
from zhijia.services.supervision.models.supervisions import Matter, Source
from zhijia.trail.models import Event
from zhijia.trail.record import NewEvent, Subject, record, record_all
from zhijia.trail.subscribers import subscribe

SUBJECT = "supervision.clue"
OF_BARGAINING: Mapping[str, str] = {
    "bargaining.reply_overdue": "用人单位在规定期限内没有答复集体协商要约。",
    "bargaining.publication_overdue": "集体合同生效后没有在规定期限内公布。",
}
OF_CLOCKS: Mapping[str, str] = {
    **dict.fromkeys(("filing", "filing_wage"), "集体合同签订后没有在规定期限内报送审查。"),
    "data": "工资集体协商开始前没有在规定期限内提供资料。",
}
"""What a term that ran out without a consequence of its own tells (CB-030, CB-051); of a bargaining only."""
OF_REFUSAL = "用人单位拒绝集体协商要约，上级工会审查认为理由不正当。"
"""A refusal accuses once the union above has judged its reasons (CB-004)."""
OF_DISMISSAL = "任期内的职工方协商代表被以法定情形以外的理由解除劳动合同。"
OF_ORGANISING = "organising.target_escalated"
TO_BE_READ = ("bargaining.refusal_reviewed", "cases.clock_overdue", "bargaining.negotiator_ended")
"""Events whose data say whether they tell of a breach."""
UNFOUNDED: Mapping[str, str] = {
    "bargaining.reply_awaited": "bargaining.reply_overdue",
    "bargaining.publication_awaited": "bargaining.publication_overdue",
    "bargaining.effect_taken_back": "bargaining.publication_overdue",
}
"""Events that show that an earlier one accused without ground: a corrected date moved the term."""
MOST_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of a list: how many clues were noted, and the lines that name no enterprise in sight."""

    count: int
    unknown: Sequence[str]


def note_clues(
    union: Union, lines: Sequence[str], *, source: Source, matter: Matter, facts: str, actor: Actor, now: datetime
) -> Noted:
    """Note a clue for each enterprise named by credit code or full name, each once. Raises `Refused` for a wrong actor."""
    check_opens(union, actor)
    names = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if len(names) > MOST_AT_ONCE:
        raise Refused("一次最多登记2000家，请分批登记。", field="enterprises")
    found = _enterprises(names)
    unknown = [name for name in names if name not in found]
    enterprises = list({row.pk: row for name in names if (row := found.get(name))}.values())
    with transaction.atomic():
        clues = Clue.objects.bulk_create(
            Clue(union=union, enterprise=row, source=source, matter=matter, facts=facts, noted_on=local_day(now))
            for row in enterprises
        )
        record_all([noted_event(clue, actor=actor, now=now) for clue in clues])
    return Noted(len(clues), unknown)


def _enterprises(names: Sequence[str]) -> dict[str, Enterprise]:
    """Enterprises in sight, by credit code and by name."""
    found: dict[str, Enterprise] = {}
    for row in Enterprise.objects.filter(credit_code__in=names):
        found[row.credit_code] = row
    for row in Enterprise.objects.filter(name__in=names):
        found.setdefault(row.name, row)
    return found


def drop_clue(clue: Clue, *, reason: str, actor: Actor, now: datetime) -> None:
    """A clue that is not followed up, with its reason. Raises `Refused` when a colleague was first."""
    check_opens(clue.union, actor)
    _drop(clue, reason=reason, actor=actor, now=now)


def _drop(clue: Clue, *, reason: str, actor: Actor, now: datetime) -> None:
    waiting = Clue.objects.filter(pk=clue.pk, dropped_on=None, supervision=None)
    with transaction.atomic():
        if not waiting.update(dropped_on=local_day(now), dropped_reason=reason):
            raise Refused("这条线索已经处理。")
        record(
            NewEvent(
                kind=CLUE_DROPPED.code,
                at=now,
                doer=actor.doer,
                subject=Subject(SUBJECT, clue.pk, clue.enterprise.name),
                data={"reason": reason},
            )
        )


def noted_event(clue: Clue, *, actor: Actor, now: datetime) -> NewEvent:
    """That a clue was noted."""
    return NewEvent(
        kind=CLUE_NOTED.code,
        at=now,
        doer=actor.doer,
        subject=Subject(SUBJECT, clue.pk, clue.enterprise.name),
        data={"source": str(clue.source), "matter": str(clue.matter)},
    )


@subscribe("supervision.clues", *OF_BARGAINING, *TO_BE_READ)
def note_from_bargaining(event: Event) -> None:
    """A refusal, silence or a breach of the employer's in a bargaining is a clue of its union, once for each event."""
    facts = _facts_of(event)
    case = Case.objects.filter(pk=event.subject_id, kind="bargaining.case", enterprise__isnull=False).first()
    if not facts or case is None or case.enterprise_id is None or event.subject_type != "cases.case":
        return
    Clue.objects.get_or_create(
        origin_event=event.pk,
        defaults={
            "union_id": case.union_id,
            "enterprise_id": case.enterprise_id,
            "source": Source.BARGAINING,
            "matter": Matter.BARGAINING,
            "facts": f"{facts}（{case.number}）",
            "noted_on": local_day(event.at),
            "origin": case,
        },
    )


@subscribe("supervision.organising_clues", OF_ORGANISING)
def note_from_organising(event: Event) -> None:
    """An enterprise that refuses a union, or hinders it, after it was told in writing what the law asks (OG-03)."""
    case = Case.objects.filter(pk=event.subject_id, kind="organising.target", enterprise__isnull=False).first()
    if case is None or case.enterprise_id is None or event.subject_type != "cases.case":
        return
    Clue.objects.get_or_create(
        origin_event=event.pk,
        defaults={
            "union_id": case.union_id,
            "enterprise_id": case.enterprise_id,
            "source": Source.ORGANISING,
            "matter": Matter.UNION,
            "facts": f"{event.data['facts']}（{case.number}）",
            "noted_on": local_day(event.at),
            "origin": case,
        },
    )


def _facts_of(event: Event) -> str:
    """What the event tells of an employer; empty when nothing (CB-004, CB-022, CB-030, CB-051)."""
    if event.kind == "bargaining.refusal_reviewed":
        return "" if event.data["is_justified"] else OF_REFUSAL
    if event.kind == "cases.clock_overdue":
        return OF_CLOCKS.get(event.data["clock"], "")
    if event.kind == "bargaining.negotiator_ended":
        return OF_DISMISSAL if (event.data["side"], event.data["ground"]) == ("workers", "dismissed") else ""
    return OF_BARGAINING[event.kind]


@subscribe("supervision.unfounded_clues", *UNFOUNDED)
def drop_unfounded(event: Event) -> None:
    """A clue that rested on a term which had not run out is dropped; one that became a case is for its people to judge."""
    accused = Event.objects.filter(kind=UNFOUNDED[event.kind], subject_type=event.subject_type, pk__lt=event.pk)
    earlier = accused.filter(subject_id=event.subject_id).values("pk")
    for clue in Clue.objects.filter(origin_event__in=earlier, dropped_on=None, supervision=None):
        _drop(clue, reason="起算日已经更正，时限没有届满。", actor=SYSTEM, now=event.at)
