"""What could not be delivered, for the administrator of the place."""

from datetime import datetime

from django.db.models import QuerySet

from zhijia.engines.messages.models import Delivery, DeliveryState
from zhijia.lib.sentences import Refused
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import Actor


def can_see_deliveries(actor: Actor) -> bool:
    return actor.has_role(Role.ADMINISTRATOR)


def check_see_deliveries(actor: Actor) -> None:
    if not can_see_deliveries(actor):
        raise Refused("发送情况由系统管理员查看和重发。")


def troubled_deliveries(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries in the actor's subtree that failed or were tried in vain, newest first. `Refused` for other roles."""
    check_see_deliveries(actor)
    within = Delivery.objects.filter(path__gte=actor.path, path__lt=actor.upper_bound)
    troubled = within.exclude(last_error="").exclude(state=DeliveryState.SENT)
    return troubled.order_by("-pk")


def retry(actor: Actor, pk: int, *, now: datetime) -> None:
    """Let a failed delivery be tried again now. A delivery out of scope raises `Delivery.DoesNotExist`."""
    delivery = troubled_deliveries(actor).select_for_update().get(pk=pk)
    delivery.state, delivery.next_at = DeliveryState.QUEUED, now
    delivery.save(update_fields=["state", "next_at"])
