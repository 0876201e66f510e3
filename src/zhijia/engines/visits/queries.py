"""A visit that was sent before is found by its own id."""

from uuid import UUID

from zhijia.engines.visits.models import Visit
from zhijia.organisation.scopes import Actor


def sent_by(actor: Actor, client_id: UUID) -> Visit | None:
    """The visit that the acting post sent before under this id."""
    if actor.post is None:
        return None
    return Visit.objects.filter(client_id=client_id, visitor=actor.post.id).select_related("case").first()
