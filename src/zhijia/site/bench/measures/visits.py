"""The pages that are measured: who looks at what, and what it is held to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.test import Client
from django.urls import reverse

from zhijia.engines.cases.models import Awaits, Case
from zhijia.organisation.models import City, Union, UnionCoverage, User
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.panels import panels_of
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.bargaining.flow import BARGAINING_FLOW

MOST_QUERIES = 12
ENTERPRISE_QUERIES = 8 + 6  # of the page itself, and what every page asks to know who looks; and one for each panel
PROMISED = {
    "cockpit": 60.0,
    "cockpit of a county": 60.0,
    "desk": 80.0,
    "case": 80.0,
    "case of a bargaining": 80.0,
    "one level of the tree": 80.0,
}
"""Limits that somebody relies on, in milliseconds; every other page is held to this:"""
ORDINARY = 200.0
NUMBER = "organising.coverage"
OF_A_COUNTY = "c7.organising"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page, who looks at it, and what it is held to."""

    name: str
    username: str
    url: str
    most_queries: int = MOST_QUERIES

    @property
    def limit_ms(self) -> float:
        return PROMISED.get(self.name, ORDINARY)


@dataclass(frozen=True, slots=True)
class Places:
    """Ids of the records whose pages are visited."""

    city: int
    county: int
    town: int
    union: int
    enterprise: int
    person: int
    case: int
    plan: int
    bargaining: int | None
    """The case of one that the county sees, where it bargains at all."""


def visitor(username: str) -> Client:
    """A browser in which this person is logged in, on the machine itself."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=username))
    return client


def administrator(today: date) -> Actor:
    """Whoever sees the whole city."""
    return load_actor(User.objects.get(username="admin"), today=today)


def visits(*, today: date) -> Iterator[Visit]:
    """Every kind of page that is read often, on the fullest record of its kind."""
    seen = _find_places(today)
    yield Visit("cockpit", "city.leader", reverse("cockpit:home"))
    yield Visit("cockpit of a county", "c7.leader", reverse("cockpit:home"))
    yield Visit("number by county", "city.leader", reverse("cockpit:number", args=[NUMBER]))
    yield Visit("list of a number", "city.leader", reverse("cockpit:list", args=[NUMBER]))
    yield Visit("desk", "city.research", reverse("workbench:desk"))
    yield Visit("inbox", OF_A_COUNTY, reverse("workbench:inbox"))
    yield Visit("case", "city.research", reverse("cases:case", args=[seen.case]))
    if seen.bargaining:
        yield Visit("bargainings", OF_A_COUNTY, reverse("bargaining:list"))
        yield Visit("case of a bargaining", OF_A_COUNTY, reverse("cases:case", args=[seen.bargaining]))
    yield Visit("plans", "city.research", reverse("plans:list"))
    yield Visit("plan", "city.research", reverse("plans:plan", args=[seen.plan]))
    yield Visit("portal", "chair.0", reverse("portal:home"))
    yield from _visits_of_the_register(seen)


def _visits_of_the_register(seen: Places) -> Iterator[Visit]:
    yield Visit("union tree", "city.organising", reverse("organising:unions"))
    for name, pk in (
        ("one level of the tree", seen.city),
        ("level of a county", seen.county),
        ("level of a town", seen.town),
    ):
        yield Visit(name, "city.organising", reverse("organising:branch", args=[pk]))
    of_union = MOST_QUERIES + len(panels_of("union"))
    for name, pk in (("city", seen.city), ("town", seen.town), ("enterprise union", seen.union)):
        yield Visit(name, "city.organising", reverse("organising:union", args=[pk]), of_union)
    of_enterprise = ENTERPRISE_QUERIES + len(panels_of("enterprise"))
    yield Visit(
        "enterprise", "city.organising", reverse("organising:enterprise", args=[seen.enterprise]), of_enterprise
    )
    of_person = MOST_QUERIES + len(panels_of("person"))
    yield Visit("person", "city.organising", reverse("organising:person", args=[seen.person]), of_person)
    for name in ("union_list", "enterprises", "people", "posts"):
        yield Visit(name.replace("_", " "), "city.organising", reverse(f"organising:{name}"))
    yield Visit("enterprises of a county", OF_A_COUNTY, reverse("organising:enterprises"))


def _find_places(today: date) -> Places:
    """The fullest town with its county, an enterprise with its union and chair, a case that awaits the research office."""
    chair = User.objects.get(username="chair.0").person_id
    with scoped(administrator(today)):
        root = City.objects.get().root_id
        towns = Union.objects.filter(kind=UnionKind.TOWN).annotate(size=Count("children"))
        town = towns.order_by("-size", "pk")[0]
        coverage = UnionCoverage.objects.filter(union__posts__holdings__person=chair).order_by("pk")[0]
        awaited = Awaits.objects.filter(case__kind="plans.task").select_related("case__task").order_by("-pk")[0]
    with scoped(load_actor(User.objects.get(username=OF_A_COUNTY), today=today)):
        bargaining = Case.objects.filter(kind=BARGAINING_FLOW.code).order_by("-pk").first()
    return Places(
        city=root,
        county=town.parent_id or root,
        town=town.pk,
        union=coverage.union_id,
        enterprise=coverage.enterprise_id,
        person=chair or 0,
        case=awaited.case_id,
        plan=awaited.case.task.plan_id,
        bargaining=bargaining.pk if bargaining else None,
    )
