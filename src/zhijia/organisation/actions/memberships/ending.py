"""Leaving: what ends a membership without a next span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.actions.employment import end_employment
from zhijia.organisation.membership_checks import check_end, check_idle
from zhijia.organisation.models import Employment, Membership, PostHolding
from zhijia.organisation.models.memberships import Ending
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import record, record_all


@dataclass(frozen=True, slots=True)
class Idleness:
    """Why somebody lapses (ME-06): since when neither dues nor activities, who talked to her, when, and with what result."""

    since: date
    persuaded_on: date
    persuasion: str


def withdraw(actor: Actor, membership: Membership, *, on: date, application: str, now: datetime) -> None:
    """A member leaves by her written application. Raises `Refused`: role, ended, days, no application named."""
    reason = _need(application, "请写明退会申请：何时、以什么方式提出。", field="application")
    _end(actor, membership, Ending.WITHDRAWN, on=on, reason=reason, now=now)


def lapse(actor: Actor, membership: Membership, idleness: Idleness, *, on: date, now: datetime) -> None:
    """Count a member as gone who neither paid nor took part, after she was talked to (ME-06).

    Raises `Refused`: role, ended, days, too short a time, no record of persuasion.
    """
    check_administer(actor, membership.path)
    check_idle(membership, idle_since=idleness.since, on=on)
    words = "请写明教育劝说的经过：谁、何时、怎样劝说，本人怎样答复。"
    reason = _need(idleness.persuasion, words, field="persuasion", rule="ME-06")
    if not idleness.since <= idleness.persuaded_on <= on:
        raise Refused("劝说应在起算日期之后、办理日期之前。", field="persuaded_on", rule="ME-06")
    told = f"{idleness.since} 起不交会费、不参加活动；{idleness.persuaded_on} 劝说：{reason}"
    _end(actor, membership, Ending.LAPSED, on=on, reason=told, now=now)


def expel(actor: Actor, membership: Membership, *, on: date, decision: str, now: datetime) -> None:
    """Strike a member off by a decision of her union. Raises `Refused`: role, ended, days, no decision named."""
    reason = _need(decision, "请写明除名决定：哪次会议、日期、事由。", field="decision")
    _end(actor, membership, Ending.EXPELLED, on=on, reason=reason, now=now)


def record_death(actor: Actor, membership: Membership, *, on: date, source: str, now: datetime) -> None:
    """Write down that a member has died; her jobs end with her. Raises `Refused`: role, ended, days, a post still held."""
    check_administer(actor, membership.path)
    reason = _need(source, "请写明从哪里得知。", field="source")
    held = PostHolding.objects.filter(person=membership.person_id, to_on=None).select_related("post").first()
    if held is not None:
        raise Refused("名下还有岗位，请先办理离任。")
    _end(actor, membership, Ending.DECEASED, on=on, reason=reason, now=now)
    for job in Employment.objects.filter(person=membership.person_id, to_on=None, from_on__lt=on):
        end_employment(actor, job, to_on=on, now=now)


def take_back(actor: Actor, memberships: Sequence[Membership], *, now: datetime) -> None:
    """Take back memberships that were entered by mistake: the latest span of each, while it is open. All or nothing.

    Cards stay with their people. Raises `Refused`: role, one has ended or was taken back since.
    """
    for path in {row.path for row in memberships}:
        check_administer(actor, path)
    kept = Membership.objects.select_for_update(of=("self",)).select_related("person", "union")
    rows = list(kept.filter(pk__in=[row.pk for row in memberships], to_on=None).order_by("pk"))
    if len(rows) != len(memberships):
        raise Refused("登记的会籍后来已经变动，不能撤回。")
    record_all(
        event_about(row.person, events.MEMBERSHIP_REMOVED, actor=actor, now=now, data=_told(row)) for row in rows
    )
    Membership.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _need(words: str, sentence: str, *, field: str, rule: str = "") -> str:
    if len(words.strip()) < 4:
        raise Refused(sentence, field=field, rule=rule)
    return words.strip()


def _end(actor: Actor, membership: Membership, ending: Ending, *, on: date, reason: str, now: datetime) -> None:
    check_administer(actor, membership.path)
    kept = Membership.objects.select_for_update(of=("self",)).select_related("person", "union").get(pk=membership.pk)
    check_end(kept, on=on, today=local_day(now))
    kept.to_on, kept.ended_as, kept.end_reason = on, ending, reason[:300]
    kept.save(update_fields=["to_on", "ended_as", "end_reason"])
    data = {**_told(kept), "on": on, "reason": kept.end_reason}
    record(event_about(kept.person, _KINDS[ending], actor=actor, now=now, data=data))


def _told(row: Membership) -> dict[str, object]:
    return {"membership": row.pk, "union": row.union_id, "union_name": row.union.name}


_KINDS: dict[str, EventKind] = {
    Ending.WITHDRAWN: events.MEMBER_WITHDREW,
    Ending.LAPSED: events.MEMBER_LAPSED,
    Ending.EXPELLED: events.MEMBER_EXPELLED,
    Ending.DECEASED: events.MEMBER_DIED,
}
