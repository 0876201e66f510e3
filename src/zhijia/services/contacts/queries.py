"""Programmes, proposals and pairs in the actor's scope, and what a proposal is made of."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.models import Post, Union, UnionCoverage
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, UnionKind
from zhijia.organisation.queries import holdings_on
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.models import Pair, PairProgramme, Proposal, ProposedPair
from zhijia.services.contacts.models.pairs import Level
from zhijia.services.contacts.rules.assigning import Candidate, Helper

PAIRING_ROLES = (Role.CADRE, Role.DEPT_HEAD)
STANDING = Q(from_on__isnull=False, to_on=None)
COUNTY_PREFIX = 8
"""How many characters of a path say in which county of the city it lies."""


def programmes_visible_to(actor: Actor) -> QuerySet[PairProgramme]:
    """Programmes of the actor's city, newest first."""
    rows = PairProgramme.objects.all() if actor.post else PairProgramme.objects.none()
    return rows.select_related("union").order_by("-year", "pk")


def get_programme(actor: Actor, year: int) -> PairProgramme:
    """The programme of a year in the actor's city, or not found."""
    found = programmes_visible_to(actor).filter(year=year).first()
    if found is None:
        raise Http404
    return found


def pairs_visible_to(actor: Actor) -> QuerySet[Pair]:
    """Pairs that the actor may see, newest first."""
    rows = Pair.objects.filter(case__in=cases_visible_to(actor))
    return rows.select_related("case", "union", "federation", "programme").order_by("-pk")


def pairs_of_post(actor: Actor) -> QuerySet[Pair]:
    """The pairs that the acting post stands in, as cadre or as leader."""
    post_id = actor.post.id if actor.post else None
    mine = Q(cadre=post_id) | Q(leader=post_id) if post_id else Q(pk__in=())
    return pairs_visible_to(actor).filter(mine, to_on=None).order_by("union__sort_key", "pk")


def is_of_enterprise(actor: Actor) -> bool:
    """Whether the acting post is at a union that is paired, not at an office that pairs."""
    return actor.post is not None and actor.post.union_kind in GRASSROOTS_KINDS


def pairs_of_union(actor: Actor) -> QuerySet[Pair]:
    """The pairs of the acting post's own union of an enterprise, once both sides have been told; none elsewhere."""
    own = Q(union=actor.post.union_id) if actor.post and is_of_enterprise(actor) else Q(pk__in=())
    rows = pairs_visible_to(actor).filter(own, to_on=None)
    return rows.exclude(case__state__in=("draft", "confirmed")).order_by("level", "pk")


def get_proposal(actor: Actor, pk: int) -> Proposal:
    """A proposal of a federation in the actor's scope, or not found."""
    found = Proposal.objects.filter(actor.reach(), pk=pk).select_related("programme", "federation").first()
    if found is None:
        raise Http404
    return found


def level_of(actor: Actor) -> Level | None:
    """At which level the acting post's union pairs; None for one that does not."""
    if actor.post is None:
        return None
    levels = {UnionKind.CITY: Level.CITY, UnionKind.COUNTY: Level.COUNTY, UnionKind.ZONE: Level.COUNTY}
    return levels.get(UnionKind(actor.post.union_kind))


def cadres_of(federation_id: int, *, today: date) -> QuerySet[Post]:
    """The posts of a federation that can be paired: cadres and heads who hold them today."""
    held = holdings_on(today).filter(post=OuterRef("pk"))
    rows = Post.objects.filter(Exists(held), union=federation_id, role__in=PAIRING_ROLES, closed_on=None)
    return rows.select_related("union").order_by("line", "title", "pk")


def helpers_of(federation_id: int, *, today: date) -> list[Helper]:
    """The same posts with how many pairs each stands in."""
    standing = Count("pairs", filter=Q(pairs__to_on=None))
    rows = cadres_of(federation_id, today=today).annotate(load=standing).values_list("pk", "load")
    return [Helper(pk, load) for pk, load in rows]


def leaders_of(federation_id: int, *, today: date) -> Sequence[Post]:
    """The leaders who hold their post today."""
    held = holdings_on(today).filter(post=OuterRef("pk"))
    rows = Post.objects.filter(Exists(held), union=federation_id, role=Role.LEADER, closed_on=None)
    return list(rows.select_related("union").order_by("pk"))


def candidates_of(programme: PairProgramme, federation: Union, level: str) -> list[Candidate]:
    """The unions of enterprises below a federation that are not paired at this level, as the rules look at them."""
    taken = Pair.objects.filter(union=OuterRef("pk"), level=level, to_on=None)
    rows = Union.objects.filter(
        ~Exists(taken),
        kind__in=GRASSROOTS_KINDS,
        closed_on=None,
        path__gte=federation.path,
        path__lt=federation.upper_bound,
    )
    firms = _firms_of(rows)
    return [
        Candidate(
            id=pk,
            county=path[:COUNTY_PREFIX],
            ownership=firms.get(pk, ("", None))[0],
            headcount=firms.get(pk, ("", None))[1],
            is_new=founded_on is not None and founded_on.year == programme.year,
        )
        for pk, path, founded_on in rows.order_by("pk").values_list("pk", "path", "founded_on")
    ]


def _firms_of(unions: QuerySet[Union]) -> dict[int, tuple[str, int | None]]:
    """By union the kind of its first enterprise, and the people of all that it covers where they are known."""
    rows = UnionCoverage.objects.filter(union__in=unions.values("pk"), to_on=None).order_by("union_id", "enterprise_id")
    firms: dict[int, tuple[str, int | None]] = {}
    for union_id, ownership, headcount in rows.values_list(
        "union_id", "enterprise__ownership", "enterprise__headcount"
    ):
        first, known = firms.get(union_id, (ownership, 0))
        firms[union_id] = (first, None if known is None or headcount is None else known + headcount)
    return firms


def get_proposed(proposal: Proposal, pk: int) -> ProposedPair:
    """One pair of a proposal, or not found."""
    found = ProposedPair.objects.filter(proposal=proposal, pk=pk).select_related("union").first()
    if found is None:
        raise Http404
    return found


def targets_of(union: Union, *, on: date) -> dict[str, int]:
    """The year of a day, and the targets that the parameters name for it (PA-04)."""
    law = LocalLaw()
    total, city = (law.rule(f"contacts.target.{name}", place=union.place, on=on).number for name in ("total", "city"))
    return {"year": on.year, "target_total": total, "target_city": city}


def get_pair(actor: Actor, case_id: int) -> Pair:
    """A pair that the actor may see by its case, or not found."""
    found = pairs_visible_to(actor).filter(case_id=case_id).first()
    if found is None:
        raise Http404
    return found
