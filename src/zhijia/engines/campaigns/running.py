"""Working a started campaign off, piece by piece: each is a transaction, so that a kill loses at most one piece.

A piece holds the campaign's row from its first statement: two runs at once come one after the other, and the second finds
the targets of the first done. A target that was answered for is never taken again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from zhijia.engines.campaigns import events
from zhijia.engines.campaigns.kinds import get_campaign_kind
from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.engines.campaigns.planning import note
from zhijia.engines.campaigns.queries import count_results
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.lib.stored_sentences import as_stored
from zhijia.organisation.models import User
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.writing import update_each

PIECE = 100
"""Targets in a transaction: what others wait for at most, because opening a case holds the counter of its numbers."""
STANDS_STILL = timedelta(minutes=2)
NO_LONGER = gettext_noop("开始这次行动的岗位今天不由您担任，不能继续。请由任职的人点“继续办理”。")


def run_piece(campaign_id: int, actor: Actor, *, now: datetime) -> bool:
    """Act on the next targets in a transaction of its own; True while there are more. Run again after a kill, it goes on."""
    with scoped(actor), transaction.atomic(), one_law():
        campaign = Campaign.objects.select_for_update(of=("self",)).select_related("union").get(pk=campaign_id)
        if not campaign.is_running:
            return False
        waiting = campaign.targets.filter(result=Result.WAITING).select_related("enterprise")
        targets = list(waiting.order_by("path", "pk")[:PIECE])
        if not targets:
            _finish(campaign, actor, now=now)
            return False
        _answer_for(targets, campaign, actor, now=now)
        campaign.worked_at, campaign.problem = now, []
        campaign.save(update_fields=["worked_at", "problem"])
        return True


def runner_of(campaign_id: int, *, now: datetime) -> Actor:
    """Whoever started a campaign, through the post that started it. Raises `Refused` when it is held no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT runner_id, started_by_id FROM campaigns_runner(%s)", [campaign_id])
        user_id, post_id = cursor.fetchone()
    actor = load_actor(User.objects.get(pk=user_id), today=local_day(now))
    post = next((held for held in actor.posts if held.id == post_id), None)
    if post is None:
        raise Refused(NO_LONGER)
    return replace(actor, post=post)


def take_over_run(actor: Actor, campaign: Campaign) -> None:
    """Let the work go on with this actor: the post that started it is no longer held, or its job stands still."""
    assert actor.post is not None
    under_way = Campaign.objects.filter(pk=campaign.pk, finished_at=None).exclude(started_at=None)
    under_way.update(runner_id=actor.user_id, started_by_id=actor.post.id, problem=[])


def stop(campaign_id: int, problem: Sentence) -> None:
    """Say on the campaign's page why its job stopped. What it had done stays done."""
    Campaign.objects.filter(pk=campaign_id).update(problem=as_stored([problem]))


def standing_still(*, now: datetime) -> list[int]:
    """Campaigns under way whose last piece lies too far back and that no known problem stopped."""
    stopped = Campaign.objects.filter(started_at__isnull=False, finished_at=None, problem=[])
    return list(stopped.filter(worked_at__lt=now - STANDS_STILL).order_by("pk").values_list("pk", flat=True))


def _answer_for(targets: Sequence[Target], campaign: Campaign, actor: Actor, *, now: datetime) -> None:
    made = get_campaign_kind(campaign.kind).make(campaign, targets, actor, now)
    for target, became in zip(targets, made, strict=True):
        target.result, target.case_id, target.done_at = became.result, became.case_id, now
        target.reasons = as_stored(became.reasons)
    update_each(targets, ["result", "case", "done_at", "reasons"])


def _finish(campaign: Campaign, actor: Actor, *, now: datetime) -> None:
    campaign.finished_at, campaign.worked_at = now, now
    campaign.save(update_fields=["finished_at", "worked_at"])
    note(campaign, events.FINISHED, actor=actor, now=now, data=dict(count_results(campaign)))


def mark_made(case_ids: Sequence[int], *, now: datetime) -> None:
    """What had to be done first in these cases is done: a target for which a case was only opened has been made."""
    opened = Target.objects.filter(case__in=case_ids, result=Result.OPENED)
    opened.update(result=Result.MADE, reasons=[], done_at=now)
