"""Following the silent ones up: a message to whoever their case awaits, with an outcome for each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from zhijia.engines.campaigns import events
from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.engines.campaigns.planning import ROLES, WHO_CAMPAIGNS, note
from zhijia.engines.campaigns.queries import targets_of, with_answers
from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.opening import SUBJECT
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Post
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record_all

MOST_ROWS = 200
ANSWERED = gettext_noop("已经答复，不用催促。")
TODAY = gettext_noop("今天已经催促过。")
NOT_MADE = gettext_noop("没有发出，不能催促。")
NOBODY_AWAITED = gettext_noop("这件事现在没有等待的岗位或单位，请打开事项查看。")


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of one row: empty reason when the reminder went."""

    target: Target
    reason: Sentence | None = None


def remind(actor: Actor, campaign: Campaign, pks: Sequence[int], *, now: datetime) -> list[Reminded]:
    """Remind whoever the chosen targets' cases await, each at most once a day. Raises `Refused`: who, nothing, too many."""
    if not actor.has_role(*ROLES):
        raise Refused(WHO_CAMPAIGNS)
    if not pks:
        raise Refused("没有选中单位。请先勾选要催促的单位。")
    if len(pks) > MOST_ROWS:
        raise Refused(Sentence("一次最多催促 {most} 家，请分批办理。", {"most": MOST_ROWS}))
    rows = with_answers(campaign, targets_of(campaign, actor).filter(pk__in=pks))
    chosen = list(rows.select_related("enterprise", "case").order_by("path", "pk").select_for_update(of=("self",)))
    lines = _lines([target for target in chosen if target.case_id], campaign)
    outcomes = [Reminded(target, _why_not(target, lines, now=now)) for target in chosen]
    going = [outcome.target for outcome in outcomes if outcome.reason is None]
    send([line for target in going for line in lines[target.case_id or 0]], now=now, today=local_day(now))
    changes = {"reminded_on": local_day(now), "times_reminded": F("times_reminded") + 1}
    Target.objects.filter(pk__in=[target.pk for target in going]).update(**changes)
    if going:
        record_all(_event(target.case, campaign, actor=actor, now=now) for target in going if target.case)
        note(campaign, events.REMINDED, actor=actor, now=now, data={"reminded": len(going)})
    return outcomes


def _event(case: Case, campaign: Campaign, *, actor: Actor, now: datetime) -> NewEvent:
    subject, data = Subject(SUBJECT, case.pk, str(case)), {"campaign": campaign.pk}
    return NewEvent(events.REMINDED.code, now, actor.doer, subject, case.state, case.state, data)


def _why_not(target: Target, lines: dict[int, list[Line]], *, now: datetime) -> Sentence | None:
    if target.case_id is None or target.result == Result.OPENED:
        return Sentence(NOT_MADE)
    if target.has_answered:  # type: ignore[attr-defined]
        return Sentence(ANSWERED)
    if target.reminded_on == local_day(now):
        return Sentence(TODAY)
    return None if lines.get(target.case_id) else Sentence(NOBODY_AWAITED)


def _lines(targets: Sequence[Target], campaign: Campaign) -> dict[int, list[Line]]:
    """Whom each case awaits: a party, a post, or the posts of a role at a union."""
    cases = {target.case_id: target.enterprise.name for target in targets}
    rows = Awaits.objects.filter(case__in=cases).order_by("pk")
    awaited = list(rows.values_list("case_id", "post_id", "union_id", "role", "party"))
    holders: dict[tuple[int, str], list[int]] = {}
    unions = {union for _case, post, union, _role, party in awaited if union and not post and not party}
    for pk, union, role in Post.objects.filter(union__in=unions, closed_on=None).values_list("pk", "union_id", "role"):
        holders.setdefault((union, role), []).append(pk)
    lines: dict[int, list[Line]] = {}
    for case_id, post, union, role, party in awaited:
        text = f"{campaign.name} · {cases[case_id]}"
        posts = [post] if post or party else holders.get((union, role), [])
        lines.setdefault(case_id, []).extend(Line(pk, case_id, events.REMINDED.code, text, party=party) for pk in posts)
    return lines
