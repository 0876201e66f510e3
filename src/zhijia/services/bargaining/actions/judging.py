"""A worker says whether she knows the contract that covers her, and whether she is satisfied with how it is kept."""

from datetime import datetime

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.questions import check_covers
from zhijia.services.bargaining.models import Contract, ContractOpinion


def give_opinion(contract: Contract, *, is_aware: bool, is_satisfied: bool, actor: Actor, now: datetime) -> None:
    """Keep her opinion of this year; said again, it takes the place of the one before. The log does not hear of it."""
    today = local_day(now)
    check_covers(actor, contract, today=today)
    if actor.person_id is None:
        raise Refused("请先登录再回答。")
    ContractOpinion.objects.update_or_create(
        contract=contract,
        person_id=actor.person_id,
        year=today.year,
        defaults={"is_aware": is_aware, "is_satisfied": is_satisfied},
        create_defaults={"is_aware": is_aware, "is_satisfied": is_satisfied, "answered_on": today},
    )
