"""People by the exact number that is sealed, in the actor's scope."""

from collections.abc import Sequence

from django.db.models import Q

from zhijia.organisation.models import Person
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.protection.finding import id_index_of, phone_index_of
from zhijia.organisation.queries.people import people_visible_to
from zhijia.organisation.scopes import Actor

MOST_OF_ONE_PHONE = 50


def people_by_id_number(actor: Actor, number: str) -> Sequence[Person]:
    """Whoever in scope has this tidy document number, of whichever kind."""
    # every kind is named, because the index begins with it
    return _found(actor, Q(id_kind__in=IdKind.values, id_index=id_index_of(number)))


def people_by_phone(actor: Actor, number: str) -> Sequence[Person]:
    """Whoever in scope is reached under this tidy number: a whole workshop may share one."""
    return _found(actor, Q(phone_index=phone_index_of(number)))


def _found(actor: Actor, where: Q) -> Sequence[Person]:
    rows = people_visible_to(actor).filter(where).select_related("home")
    return list(rows.order_by("path", "sort_key", "pk")[:MOST_OF_ONE_PHONE])
