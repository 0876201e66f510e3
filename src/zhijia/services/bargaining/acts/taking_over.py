"""What taking over, and taking back, leave for the log."""

from typing import Any

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.services.bargaining.models import Contract


def take_over(turn: Turn) -> Outcome:
    return Outcome(data=_said(turn.record.contract))


def take_back(turn: Turn) -> Outcome:
    """The contract leaves the register with whom it covered; the case stays, closed, with what it was."""
    contract: Contract = turn.record.contract
    data = _said(contract)
    contract.coverage.all().delete()
    contract.delete()
    return Outcome(data=data)


def _said(contract: Contract) -> dict[str, Any]:
    return {
        "contract": contract.pk,
        "number": contract.number,
        "term_from": contract.term_from.isoformat(),
        "term_to": contract.term_to.isoformat(),
        "effective_on": contract.effective_on.isoformat() if contract.effective_on else None,
    }
