"""Choosing the enterprises of a campaign by what the register knows of them, and by the service's own criteria."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.engines.campaigns.kinds import get_campaign_kind
from zhijia.engines.campaigns.models import Campaign
from zhijia.lib.industries import NEWEST, Edition
from zhijia.organisation.models import Enterprise, Union, UnionCoverage
from zhijia.organisation.queries import enterprises_visible_to
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which enterprises. An empty criterion excludes nothing; `more` are the service's own.

    An industry is a section of an edition of GB/T 4754, as 2017-C: the same letter means other trades in another edition.
    """

    places: tuple[int, ...] = ()
    industries: tuple[str, ...] = ()
    headcount_from: int | None = None
    headcount_to: int | None = None
    union_kinds: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)

    def as_stored(self) -> dict[str, Any]:
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def criteria_of(campaign: Campaign) -> Criteria:
    """The reverse of `Criteria.as_stored`."""
    stored = campaign.criteria
    return Criteria(
        places=tuple(stored["places"]),
        industries=tuple(stored["industries"]),
        headcount_from=stored["headcount_from"],
        headcount_to=stored["headcount_to"],
        union_kinds=tuple(stored["union_kinds"]),
        more=stored["more"],
    )


def choose(actor: Actor, *, kind: str, criteria: Criteria, today: date) -> "QuerySet[Enterprise]":
    """The enterprises in the actor's scope that meet every criterion, in the order of the tree."""
    rows = enterprises_visible_to(actor).filter(Q(closed_on=None) | Q(closed_on__gt=today))
    if criteria.places:
        rows = rows.filter(_within(criteria.places))
    if criteria.industries:
        rows = rows.filter(_of_industries(criteria.industries))
    if criteria.headcount_from is not None:
        rows = rows.filter(headcount__gte=criteria.headcount_from)
    if criteria.headcount_to is not None:
        rows = rows.filter(headcount__lte=criteria.headcount_to)
    if criteria.union_kinds:
        rows = rows.filter(Exists(coverages_on(today).filter(enterprise=OuterRef("pk"), **_of_kinds(criteria))))
    return get_campaign_kind(kind).narrow(rows, criteria.more, today).order_by("path", "sort_key", "pk")


def coverages_on(today: date) -> "QuerySet[UnionCoverage]":
    """Which unions cover which enterprises on a day."""
    return UnionCoverage.objects.filter(from_on__lte=today, union__closed_on=None).filter(
        Q(to_on=None) | Q(to_on__gt=today)
    )


def _of_kinds(criteria: Criteria) -> dict[str, tuple[str, ...]]:
    return {"union__kind__in": criteria.union_kinds}


def _of_industries(industries: tuple[str, ...]) -> Q:
    condition = Q(pk__in=())
    for edition, _dash, letter in (industry.partition("-") for industry in industries):
        condition |= Q(industry_edition=edition, industry_section=letter)
    return condition


def _within(places: tuple[int, ...]) -> Q:
    condition = Q(pk__in=())
    for path in Union.objects.filter(pk__in=places).order_by("pk").values_list("path", flat=True):
        condition |= Q(path__gte=path, path__lt=f"{path}~")
    return condition


def editions_in_scope(actor: Actor) -> list[Edition]:
    """The editions of the classification by which enterprises in the actor's scope are kept, the newest first; that always."""
    rows = enterprises_visible_to(actor)
    older = (edition for edition in Edition if edition is not NEWEST)
    return [NEWEST, *(edition for edition in older if rows.filter(industry_edition=str(int(edition))).exists())]
