"""Lists of unions, enterprises, people and posts, filtered as asked, in the actor's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.organisation.cities import this_city
from zhijia.organisation.models import Enterprise, Membership, ParameterOverride, Person, Post, Union
from zhijia.organisation.models.memberships import Standing
from zhijia.organisation.overrides import law_place
from zhijia.organisation.queries import (
    covered_on,
    enterprises_in_order_for,
    holdings_on,
    named,
    people_in_order_for,
    posts_visible_to,
    union_of_list,
    unions_visible_to,
)
from zhijia.organisation.queries.memberships import memberships_visible_to
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.models import Application, Correction

Row = TypeVar("Row", Union, Enterprise, Person, Post, Membership)
UNION_ORDER = ("path", "pk")
ENTERPRISE_ORDER = ("path", "sort_key", "pk")
PERSON_ORDER = ("path", "sort_key", "pk")
POST_ORDER = ("path", "pk")
MEMBER_ORDER = ("path", "pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is filtered by: `under` a union (0 = all), `show` (one of the list's chips), a free `value`."""

    under: int = 0
    show: str = ""
    value: str = ""


def root_id() -> int:
    """The id of the city's federation, 0 before the city is founded."""
    city = this_city()
    return city.root_id if city else 0


def place_of_law() -> str:
    """The place of the city as the law names it, the nation before the city is founded."""
    city = this_city()
    return law_place(city.place) if city else "CN"


def find_law_scan(sha256: str) -> Scan | None:
    """The scan of a local text, which everybody may read."""
    row = ParameterOverride.objects.filter(scan_sha256=sha256).exclude(scan_sha256="").first()
    return Scan(row.scan_name, row.scan_type, row.scan_sha256) if row else None


def list_unions(actor: Actor, asked: Asked, *, today: date) -> QuerySet[Union]:
    """`show`: expired, unset (no term known) or nothing; `value`: a kind."""
    rows = _under(actor, unions_visible_to(actor), asked.under).filter(Q(closed_on=None) | Q(closed_on__gt=today))
    if asked.value:
        rows = rows.filter(kind=asked.value)
    if asked.show == "expired":
        rows = rows.filter(term_to__lt=today)
    if asked.show == "unset":
        rows = rows.filter(term_to=None)
    return rows.select_related("parent")


def list_enterprises(actor: Actor, asked: Asked, *, today: date, large_from: int) -> QuerySet[Enterprise]:
    """`show`: covered, uncovered, target (uncovered with at least `large_from` employees); `value`: an industry section."""
    rows = _under(actor, enterprises_in_order_for(actor), asked.under).filter(
        Q(closed_on=None) | Q(closed_on__gt=today)
    )
    if asked.value:
        rows = rows.filter(industry_section=asked.value)
    if asked.show == "covered":
        rows = rows.filter(covered_on(today))
    if asked.show in ("uncovered", "target"):
        rows = rows.exclude(covered_on(today))
    if asked.show == "target":
        rows = rows.filter(headcount__gte=large_from)
    return rows.select_related("territory")


def covered_among(enterprises: Sequence[Enterprise], *, today: date) -> set[int]:
    """The ids of those that some union covers today."""
    rows = Enterprise.objects.filter(pk__in=[enterprise.pk for enterprise in enterprises])
    return set(rows.filter(covered_on(today)).values_list("pk", flat=True))


def list_people(actor: Actor, asked: Asked) -> QuerySet[Person]:
    """`value`: the beginning of a name, its pinyin or the initials of that."""
    rows = _under(actor, people_in_order_for(actor), asked.under).filter(named(asked.value))
    return rows.select_related("home")


def list_posts(actor: Actor, asked: Asked, *, today: date) -> QuerySet[Post]:
    """`show`: vacant; `value`: a role."""
    rows = _under(actor, posts_visible_to(actor), asked.under).filter(Q(closed_on=None) | Q(closed_on__gt=today))
    if asked.value:
        rows = rows.filter(role=asked.value)
    if asked.show == "vacant":
        rows = rows.filter(~Exists(holdings_on(today).filter(post=OuterRef("pk"))))
    return rows.select_related("union")


def register_of(actor: Actor, union: Union | None) -> QuerySet[Membership]:
    """Every span of a union and those below, or of all that the actor sees."""
    rows = memberships_visible_to(actor)
    return rows.filter(path__gte=union.path, path__lt=union.upper_bound) if union else rows


def list_members(actor: Actor, asked: Asked, *, union: Union | None) -> QuerySet[Membership]:
    """Of the `union` that `asked` names. `show`: retained, left or nothing (active); `value`: the beginning of a name, its
    pinyin or the initials of that, of those who left as it stands in the register.
    """
    rows = register_of(actor, union)
    if asked.show == "left":
        rows = rows.exclude(to_on=None).filter(name__startswith=asked.value)
    else:
        standing = Standing.RETAINED if asked.show == "retained" else Standing.ACTIVE
        rows = rows.filter(to_on=None, standing=standing)
        if asked.value:
            rows = rows.filter(named(asked.value, at="person__"), _of_people_here(actor, union))
    return rows


def _of_people_here(actor: Actor, union: Union | None) -> Q:
    """What is true of every present member's record anyway: it lies where the membership lies, and of a union that moves the
    people follow first. Said to the database so that a name is not sought in the whole city.
    """
    if union is None:
        return actor.reach("person__path")
    return Q(person__path__gte=union.path, person__path__lt=union.upper_bound)


def applications_of(actor: Actor, *, most: int = 5) -> list[Application]:
    """The actor's own applications, the newest first. Their union is told by name only: she does not see its row."""
    rows = Application.objects.filter(person=actor.person_id or 0).order_by("-pk")
    return list(rows[:most])


def corrections_of(actor: Actor, *, most: int = 5) -> list[Correction]:
    """The actor's own requests for correction, the newest first."""
    return list(Correction.objects.filter(person=actor.person_id or 0).order_by("-pk")[:most])


def get_correction(actor: Actor, pk: int) -> Correction:
    """A request for correction in the actor's scope, or not found."""
    correction = Correction.objects.filter(actor.reach(), pk=pk).first()
    if correction is None:
        raise Http404
    return correction


def union_asked(actor: Actor, asked: Asked) -> Union | None:
    """The union that a list is narrowed to, or not found."""
    return union_of_list(actor, asked.under) if asked.under else None


def _under(actor: Actor, rows: QuerySet[Row], pk: int) -> QuerySet[Row]:
    if not pk:
        return rows
    union = union_of_list(actor, pk)
    return rows.filter(path__gte=union.path, path__lt=union.upper_bound)
