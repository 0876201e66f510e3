"""What a contract and the next round have to do with each other."""

from zhijia.engines.cases.advance import begin
from zhijia.engines.cases.flow import Outcome, Turn, get_flow
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.actions.opening import BARGAINING, succeed
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.models.bargainings import BargainingKind


def renew(turn: Turn) -> Outcome:
    """The union asks for the next round; it goes its own way through the full procedure (CB-063, CB-066)."""
    bargaining = succeed(turn.record.contract, kind=BargainingKind.RENEWAL, actor=turn.actor, now=turn.now)
    return Outcome(data={"successor": bargaining.pk, "number": bargaining.case.number})


def ask_previous_again(turn: Turn) -> None:
    """The contract that came before awaits again what this round no longer brings."""
    if turn.record.previous_id is None:
        return
    with scoped(SYSTEM):  # whoever ends this round
        previous = Contract.objects.select_related("bargaining__case").get(pk=turn.record.previous_id).bargaining
        begin(get_flow(BARGAINING), [(previous.case, previous)], now=turn.now)
