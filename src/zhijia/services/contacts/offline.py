"""What may be visited, as the page of visits and the phone that keeps it show it."""

from zhijia.engines.visits.offline import Choice
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.queries import get_pair, pairs_of_post


def pairs_to_visit(actor: Actor) -> list[Choice]:
    """The cases of the pairs that the acting post visits, with the names of their unions."""
    rows = pairs_of_post(actor).filter(case__state="active")
    return list(rows.values_list("case_id", "union__name"))


def case_of_pair(actor: Actor, case_id: int) -> int:
    """The case of a pair that the actor may see, or not found."""
    return get_pair(actor, case_id).case_id
