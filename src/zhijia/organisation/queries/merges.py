"""Records that may be of one human, and what was asked about putting them together, in the actor's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from django.http import Http404

from zhijia.organisation.models import MergeKind, Person, PersonMerge
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.queries.hands import with_hands
from zhijia.organisation.queries.people import people_visible_to
from zhijia.organisation.scopes import Actor

MOST = 50
Why = Literal["number", "name_and_birth", "name_and_phone", "name_only"]


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another record in scope, and by what it looks like the same human; the strongest sign stands first."""

    person: Person
    why: tuple[Why, ...]


def lookalikes_of(actor: Actor, person: Person) -> Sequence[Lookalike]:
    """Records that share the number, or the name with the birth date or the phone; of a name alone only where nothing
    contradicts it. One query.
    """
    alike = Q(name=person.name)
    if person.id_index:
        alike |= Q(id_kind__in=IdKind.values, id_index=person.id_index)
    rows = people_visible_to(actor).filter(alike).exclude(pk=person.pk).select_related("home").order_by("pk")[:MOST]
    found = [Lookalike(row, why) for row in rows if (why := signs(person, row))]
    return sorted(found, key=lambda one: STRENGTH.index(one.why[0]))


STRENGTH: tuple[Why, ...] = ("number", "name_and_birth", "name_and_phone", "name_only")


def signs(one: Person, other: Person) -> tuple[Why, ...]:
    """By what two records look like one human; nothing where their birth dates or numbers of one kind say that they are not."""
    same_number = _same(one.id_index, other.id_index)
    if not same_number and (_contradict(one.born_on, other.born_on) or _two_numbers(one, other)):
        return ()
    told: list[Why] = ["number"] if same_number else []
    if one.name == other.name:
        told += ["name_and_birth"] if one.born_on and one.born_on == other.born_on else []
        told += ["name_and_phone"] if _same(one.phone_index, other.phone_index) else []
        told = told or ["name_only"]
    return tuple(told)


def merges_visible_to(actor: Actor) -> Sequence[PersonMerge]:
    """The newest requests of posts in scope."""
    rows = with_hands(PersonMerge.objects.filter(actor.reach()), "asked", "decided").select_related(
        "kept__home", "dropped__home"
    )
    return list(rows.order_by("-asked_at", "-pk")[:MOST])


def get_merge(actor: Actor, pk: int) -> PersonMerge:
    """One request in scope, or not found."""
    merge = PersonMerge.objects.filter(actor.reach(), pk=pk).select_related("kept", "dropped", "of").first()
    if merge is None:
        raise Http404
    return merge


def merge_asked(one: Person, other: Person) -> PersonMerge | None:
    """The request to put these two together that waits for its answer."""
    waiting = PersonMerge.objects.filter(
        kind=MergeKind.MERGE, decided_at=None, kept__in=(one, other), dropped__in=(one, other)
    )
    return with_hands(waiting, "asked", "decided").select_related("kept__home", "dropped").order_by("pk").first()


def kept_for(actor: Actor, pk: int) -> int:
    """The record that the record `pk` in scope was put into, or 0."""
    return (
        Person.objects.filter(actor.reach(), pk=pk)
        .exclude(merged_into=None)
        .values_list("merged_into", flat=True)
        .first()
        or 0
    )


def _same(one: object, other: object) -> bool:
    return one is not None and other is not None and bytes(one) == bytes(other)  # type: ignore[call-overload]


def _contradict(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _two_numbers(one: Person, other: Person) -> bool:
    return bool(one.id_kind) and one.id_kind == other.id_kind
