"""Unions with the five facts of their life, and the register of their funds, in the actor's scope."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from zhijia.organisation.models import LifeSign, Membership, Union
from zhijia.organisation.models.memberships import Standing
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.queries import unions_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.standing import rules
from zhijia.services.organising.standing.models import FeeRecord

SHELL = "shell"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list: shells, or unions without one of the facts; below one union."""

    wanting: str = ""
    under: str = ""

    @property
    def query(self) -> dict[str, object]:
        return {"wanting": self.wanting or None}


def _signs(*kinds: str, today: date) -> "QuerySet[LifeSign]":
    return LifeSign.objects.filter(union=OuterRef("pk"), kind__in=kinds, happened_on__lte=today, counts_until__gt=today)


def _members() -> "QuerySet[Membership]":
    """Those who take part: whose membership is only kept (retired, out of work) do not make a union live."""
    return Membership.objects.filter(union=OuterRef("pk"), to_on=None, standing=Standing.ACTIVE)


def with_life(rows: "QuerySet[Union]", *, today: date) -> "QuerySet[Union]":
    """The same unions, each with the newest sign of each kind that counts, and how many members it has."""
    members = _members().order_by().values("union")

    def newest(kind: str) -> Subquery:
        return Subquery(_signs(kind, today=today).order_by("-happened_on").values("happened_on")[:1])

    return rows.annotate(
        meeting_on=newest(LifeKind.MEETING),
        activity_on=newest(LifeKind.ACTIVITY),
        fee_on=newest(LifeKind.FEE),
        founding_on=newest(LifeKind.FOUNDING),
        member_count=Subquery(members.annotate(n=Count("pk")).values("n")),
    )


def life_of(union: Union) -> rules.Life:
    """The facts of a union that `with_life` read."""
    read = union.__dict__
    return rules.Life(
        meeting=read["meeting_on"],
        activity=read["activity_on"],
        fee=read["fee_on"],
        is_new=read["founding_on"] is not None,
        term_to=union.term_to,
        members=read["member_count"] or 0,
    )


def grassroots_of(actor: Actor, chosen: Chosen, *, today: date) -> "QuerySet[Union]":
    """Grass-roots unions that stand, in tree order, narrowed as asked."""
    rows = unions_visible_to(actor).filter(kind__in=GRASSROOTS_KINDS).filter(Q(closed_on=None) | Q(closed_on__gt=today))
    if chosen.under:
        rows = rows.filter(path__gte=chosen.under, path__lt=f"{chosen.under}~")
    if chosen.wanting in WANTING:
        rows = rows.filter(WANTING[chosen.wanting](today))
    return rows


def _without(*kinds: str, today: date) -> Q:
    return Q(~Exists(_signs(*kinds, today=today)))


def _has_no_members(_today: date) -> Q:
    return Q(~Exists(_members()))


WANTING: Mapping[str, Callable[[date], Q]] = {
    SHELL: lambda today: _without(*LifeKind.values, today=today),
    rules.MEETING: lambda today: _without(LifeKind.MEETING, today=today),
    rules.ACTIVITY: lambda today: _without(LifeKind.ACTIVITY, today=today),
    rules.FEE: lambda today: _without(LifeKind.FEE, today=today),
    rules.TERM: lambda today: Q(term_to=None) | Q(term_to__lt=today),
    rules.MEMBERS: _has_no_members,
}


def fees_visible_to(actor: Actor) -> "QuerySet[FeeRecord]":
    """The register, the newest period first."""
    rows = FeeRecord.objects.filter(actor.reach()).select_related("union")
    return rows.order_by("-to_on", "-pk")


def get_fee(actor: Actor, pk: int) -> FeeRecord:
    """An entry of the register that the actor may see, or not found."""
    found = fees_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
