"""Campaigns and targets in the actor's scope, and how many of them answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.http import Http404

from zhijia.engines.campaigns.kinds import get_campaign_kind
from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.organisation.models import Post, Union
from zhijia.organisation.reading import IsAnyOf, Together
from zhijia.organisation.scopes import Actor

LABEL = 4
"""The width of one step of a path."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many targets of a place or of a post were made, and how many of these answered."""

    key: str
    total: int
    made: int
    answered: int

    @property
    def silent(self) -> int:
        return self.made - self.answered

    @property
    def rate(self) -> int | None:
        """Per cent of the made ones, rounded; None while none is made."""
        return round(100 * self.answered / self.made) if self.made else None


def campaigns_visible_to(actor: Actor, kind: str) -> "QuerySet[Campaign]":
    """Campaigns of the actor's unions, and started ones of unions above; newest first."""
    above = [int(pk) for pk in actor.post.ancestors.split(",") if pk] if actor.post else []
    started_above = Q(union__in=above, started_at__isnull=False)
    rows = Campaign.objects.filter(actor.reach() | started_above, kind=kind)
    return rows.select_related("union").order_by("-pk")


def get_campaign(actor: Actor, kind: str, pk: int) -> Campaign:
    """One campaign in sight, or not found."""
    found = campaigns_visible_to(actor, kind).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def targets_of(campaign: Campaign, actor: Actor) -> "QuerySet[Target]":
    """The targets of a campaign in the actor's scope."""
    return campaign.targets.filter(actor.reach())


def with_answers(campaign: Campaign, targets: "QuerySet[Target]") -> "QuerySet[Target]":
    """The same targets, each with `has_answered`."""
    return targets.annotate(has_answered=get_campaign_kind(campaign.kind).answered())


def count_results(campaign: Campaign) -> dict[str, int]:
    """Targets in scope by what became of them."""
    rows = campaign.targets.values_list("result").annotate(n=Count("pk")).order_by("result")
    return {str(result): n for result, n in rows}


@dataclass(frozen=True, slots=True)
class Shares:
    """The targets of a place: a line for each union right below it, in the order of the tree, and one for each post that
    follows up, None where there is none."""

    by_place: Sequence[tuple[Union, Share]]
    by_cadre: Sequence[tuple[Post | None, Share]]


def shares_below(campaign: Campaign, actor: Actor, *, below: str) -> Shares:
    """How a campaign fares in a place: three questions, whatever the number of targets."""
    places = {share.key: share for share in _shares(campaign, actor, below=below, key=Left("path", len(below) + LABEL))}
    cadres = _shares(campaign, actor, below=below, key=F("cadre"))
    unions, posts, theirs = _named.read([*places], [int(share.key) for share in cadres if share.key])
    union_of = {union.pk: union for union in theirs}
    held = {str(post.pk): post for post in posts if post.union_id in union_of}
    for post in held.values():
        post.union = union_of[post.union_id]
    return Shares([(union, places[union.path]) for union in unions], [(held.get(share.key), share) for share in cadres])


@Together
def _named(paths: Any, post_ids: Any) -> Sequence[QuerySet[Any]]:
    """The unions at these paths, and these posts, with the unions that have them; as far as they are in sight."""
    posts = Post.objects.filter(IsAnyOf("pk", post_ids))
    return (
        Union.objects.filter(IsAnyOf("path", paths)).order_by("path"),
        posts.order_by("pk"),
        Union.objects.filter(Exists(posts.filter(union=OuterRef("pk")))).order_by("pk"),
    )


def _shares(campaign: Campaign, actor: Actor, *, below: str, key: F | Left) -> list[Share]:
    made = Q(result=Result.MADE)
    rows = with_answers(campaign, targets_of(campaign, actor)).filter(path__gte=below, path__lt=f"{below}~")
    counted = rows.values(share=key).annotate(
        total=Count("pk"), made=Count("pk", filter=made), answered=Count("pk", filter=made & Q(has_answered=True))
    )
    return [
        Share("" if row["share"] is None else str(row["share"]), row["total"], row["made"], row["answered"])
        for row in counted.order_by("share")
    ]
