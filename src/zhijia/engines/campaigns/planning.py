"""Drawing a campaign up, changing the draft, starting it: from then on its targets stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.campaigns import events
from zhijia.engines.campaigns.cadres import cadres_for
from zhijia.engines.campaigns.models import Campaign, Target
from zhijia.engines.campaigns.selecting import Criteria, choose, criteria_of
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, UnionKind
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks, refusing
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import NewEvent, Subject, record

SUBJECT = "campaigns.campaign"
ROLES = (Role.LEADER, Role.DEPT_HEAD, Role.CADRE)
BELOW = (*GRASSROOTS_KINDS, UnionKind.BRANCH, UnionKind.GROUP)
MOST_TARGETS = 20_000
WHO_CAMPAIGNS = gettext_noop(
    "集中行动由县级以上工会、乡镇（街道）工会的领导、部门负责人或干部组织。请改用这样的岗位办理。"
)
CONSTRAINTS: dict[str, Sentence | str] = {"campaign_name_once": gettext_noop("已有同名的行动，请换一个名称。")}


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """What a campaign is drawn up with."""

    kind: str
    name: str
    from_on: date
    to_on: date
    criteria: Criteria


def can_campaign(actor: Actor) -> bool:
    """Whether the acting post organises campaigns: a leader, head or cadre above the grassroots."""
    return actor.post is not None and actor.has_role(*ROLES) and actor.post.union_kind not in BELOW


def can_lead(actor: Actor, campaign: Campaign) -> bool:
    """Whether the acting post may change and start this campaign: one of its union, or of a union above."""
    return can_campaign(actor) and actor.covers(campaign.path)


def draw_up(actor: Actor, facts: CampaignFacts, *, now: datetime) -> Campaign:
    """A draft, which nobody but its own union and those above need care about. Raises `Refused`."""
    if not can_campaign(actor) or actor.post is None:
        raise Refused(WHO_CAMPAIGNS)
    with refusing(CONSTRAINTS):
        campaign = Campaign.objects.create(
            kind=facts.kind,
            name=facts.name,
            union_id=actor.post.union_id,
            from_on=facts.from_on,
            to_on=facts.to_on,
            criteria=facts.criteria.as_stored(),
            drafted_at=now,
            drafted_by_id=actor.post.id,
        )
    note(campaign, events.DRAFTED, actor=actor, now=now)
    return campaign


def change(actor: Actor, campaign: Campaign, facts: CampaignFacts, *, now: datetime) -> None:
    """Say anew what a draft is. Raises `Refused`: who, and once it was started."""
    kept = _hold(actor, campaign.pk)
    kept.name, kept.from_on, kept.to_on = facts.name, facts.from_on, facts.to_on
    kept.criteria = facts.criteria.as_stored()
    with refusing(CONSTRAINTS):
        kept.save(update_fields=["name", "from_on", "to_on", "criteria"])
    note(kept, events.CHANGED, actor=actor, now=now)


def start(actor: Actor, campaign: Campaign, *, now: datetime) -> Campaign:
    """Fix the targets as the criteria choose them now; the work itself is a job's (`running`). Raises `Refused`."""
    kept, today = _hold(actor, campaign.pk), local_day(now)
    if today > kept.to_on:
        raise Refused("这次行动的结束日期已经过了，请先修改时间。")
    chosen = list(choose(actor, kind=kept.kind, criteria=criteria_of(kept), today=today)[: MOST_TARGETS + 1])
    if not chosen:
        raise Refused("没有符合条件的单位，请先修改选择条件。")
    if len(chosen) > MOST_TARGETS:
        raise Refused(Sentence("一次行动最多 {most} 家单位，请按县区或者行业分批。", {"most": MOST_TARGETS}))
    assert actor.post is not None
    with transaction.atomic():
        _fix_targets(kept, chosen, today=today)
        kept.started_at, kept.started_by_id, kept.runner_id = now, actor.post.id, actor.user_id
        kept.worked_at = now
        kept.save(update_fields=["started_at", "started_by", "runner", "worked_at"])
        note(kept, events.STARTED, actor=actor, now=now, data={"targets": len(chosen)})
    return kept


def note(
    campaign: Campaign, kind: EventKind, *, actor: Actor, now: datetime, data: dict[str, object] | None = None
) -> None:
    """An event about a campaign."""
    subject = Subject(SUBJECT, campaign.pk, campaign.name)
    record(NewEvent(kind.code, now, actor.doer, subject, data=data or {}))


def _fix_targets(campaign: Campaign, chosen: Sequence[Enterprise], *, today: date) -> None:
    cadres = cadres_for({enterprise.path for enterprise in chosen}, within=campaign.union.path, today=today)
    for piece in chunks(chosen):
        Target.objects.bulk_create(
            [Target(campaign=campaign, enterprise=row, cadre_id=cadres.get(row.path)) for row in piece]
        )


def _hold(actor: Actor, pk: int) -> Campaign:
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("union").get(pk=pk)
    if not can_lead(actor, campaign):
        raise Refused(WHO_CAMPAIGNS)
    if not campaign.is_draft:
        raise Refused("这次行动已经开始，不能再修改。")
    return campaign
