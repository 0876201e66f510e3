"""What a contract must show to be taken over."""

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.models import Contract


def check_has_contract(turn: Turn) -> None:
    """The import has written the contract with term and effect; a person cannot take over what is not there."""
    contract = Contract.objects.filter(bargaining=turn.record).first()
    if contract is None or contract.effective_on is None:
        raise Refused("没有可以移交的既有合同。请用“导入既有合同”办理。")
