"""Who may ask about a contract, and when a day is still to be promised."""

from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.queries import contracts_of_worker


def check_covers(actor: Actor, contract: Contract, *, today: date) -> None:
    """A contract is asked about, and judged, by those whom it covers, while it is in force."""
    if not contracts_of_worker(actor, today=today).filter(pk=contract.pk).exists():
        raise Refused("这份合同现在不适用于您。您适用的合同在“我的工会”里。")


def check_no_day_promised(turn: Turn) -> None:
    if turn.record.promised_on is not None:
        raise Refused("已经有答复日期。")
