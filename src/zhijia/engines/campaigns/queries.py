"""Campaigns and targets in the actor's scope, and how many of them answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
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
    """How many targets of a place or of a post there are (`total`), what became of them, and how many answered or came to a
    stage: `counts` by these names and the codes of the results and stages.

    `already` are those for which nothing was made because their matter was in hand: they want no second one.
    """

    key: str
    counts: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.counts[name]

    @property
    def silent(self) -> int:
        return self["made"] - self["answered"]

    @property
    def wanted(self) -> int:
        """How many something should be made for."""
        return self["total"] - self["already"]

    def and_with(self, other: "Share") -> "Share":
        """Both together, under the key of the first."""
        return Share(self.key, {name: count + other[name] for name, count in self.counts.items()})


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


def with_answers(campaign: Campaign, targets: "QuerySet[Target]", *stages: str) -> "QuerySet[Target]":
    """The same targets, each with `has_answered`, and with `has_<code>` for each of these stages."""
    kind = get_campaign_kind(campaign.kind)
    return targets.annotate(has_answered=kind.answered(), **{f"has_{code}": kind.stages[code]() for code in stages})


def count_results(campaign: Campaign) -> dict[str, int]:
    """Targets in scope by what became of them."""
    rows = campaign.targets.values_list("result").annotate(n=Count("pk")).order_by("result")
    return {str(result): n for result, n in rows}


@dataclass(frozen=True, slots=True)
class Shares:
    """The targets of a place: a line for each union right below it, in the order of the tree, one for each post that follows
    up (None where there is none), and all of them together."""

    whole: Share
    by_place: Sequence[tuple[Union, Share]]
    by_cadre: Sequence[tuple[Post | None, Share]]


def shares_below(campaign: Campaign, actor: Actor, *, below: str) -> Shares:
    """How a campaign fares in a place: two questions, whatever the number of targets."""
    counted = _count(campaign, actor, below=below)
    places = _together((place, share) for place, _post, share in counted)
    cadres = _together((post, share) for _place, post, share in counted)
    whole = reduce(Share.and_with, places.values(), Share("", dict.fromkeys(_conditions(campaign), 0)))
    unions, posts, theirs = _named.read([*places], [int(key) for key in cadres if key])
    union_of = {union.pk: union for union in theirs}
    held = {str(post.pk): post for post in posts if post.union_id in union_of}
    for post in held.values():
        post.union = union_of[post.union_id]
    return Shares(
        whole=whole,
        by_place=[(union, places[union.path]) for union in unions],
        by_cadre=[(held.get(key), share) for key, share in cadres.items()],
    )


@Together
def _named(paths: Any, post_ids: Any) -> Sequence[QuerySet[Any]]:
    """The unions at these paths, and these posts, with the unions that have them; as far as they are in sight."""
    posts = Post.objects.filter(IsAnyOf("pk", post_ids))
    return (
        Union.objects.filter(IsAnyOf("path", paths)).order_by("path"),
        posts.order_by("pk"),
        Union.objects.filter(Exists(posts.filter(union=OuterRef("pk")))).order_by("pk"),
    )


def _count(campaign: Campaign, actor: Actor, *, below: str) -> list[tuple[str, str, Share]]:
    """A share for each place right below and each post that follows up in it, with the keys of both."""
    conditions = _conditions(campaign)
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    targets = with_answers(campaign, targets_of(campaign, actor), *get_campaign_kind(campaign.kind).stages)
    rows = targets.filter(path__gte=below, path__lt=f"{below}~")
    keyed = rows.annotate(place=Left("path", len(below) + LABEL)).values_list("place", "cadre")
    grouped = keyed.annotate(**counts).order_by("place", "cadre")
    return [
        (place, "" if post is None else str(post), Share("", dict(zip(conditions, numbers, strict=True))))
        for place, post, *numbers in grouped
    ]


def _conditions(campaign: Campaign) -> dict[str, Q]:
    """What is counted of the targets, by its name."""
    made = Q(result=Result.MADE)
    stages = {code: made & Q(**{f"has_{code}": True}) for code in get_campaign_kind(campaign.kind).stages}
    results = {result.value: Q(result=result) for result in Result}
    return {"total": Q(), **results, "answered": made & Q(has_answered=True), **stages}


def _together(shares: Iterable[tuple[str, Share]]) -> dict[str, Share]:
    """The shares of each key added up."""
    found: dict[str, Share] = {}
    for key, share in shares:
        found[key] = found[key].and_with(share) if key in found else Share(key, share.counts)
    return found
