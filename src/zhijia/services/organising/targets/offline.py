"""Contacts written on a phone, with or without network (`engines.visits.views`)."""

from django.db.models import F, Q

from zhijia.engines.visits.offline import Choice
from zhijia.engines.visits.views import VisitDesk
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.targets import rules
from zhijia.services.organising.targets.forms import ContactFields
from zhijia.services.organising.targets.queries import get_target, targets_visible_to

MOST = 200
STATES = rules.SPOKEN_TO | rules.ASIDE | {rules.PREPARING}


def targets_to_contact(actor: Actor) -> list[Choice]:
    """The targets that the acting post answers for or leads, and those of nobody, with the names of the enterprises."""
    if actor.post is None:
        return []
    mine = Q(cadre=actor.post.id) | Q(leader=actor.post.id)
    rows = targets_visible_to(actor).filter(mine | Q(cadre=None), ended_on=None, case__state__in=STATES)
    ordered = rows.order_by(F("cadre").desc(nulls_last=True), "enterprise__name", "pk")
    return list(ordered.values_list("case_id", "enterprise__name")[:MOST])


def case_of_target(actor: Actor, case_id: int) -> int:
    """The case of a target that the actor may see, or not found."""
    return get_target(actor, case_id).case_id


DESK = VisitDesk(
    "target",
    "contact",
    ContactFields,
    "organising/targets/contact.html",
    "organising/targets/contact_kept.html",
    "cases:case",
    targets_to_contact,
    case_of_target,
)
