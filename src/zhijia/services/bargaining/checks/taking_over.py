"""What a contract must show to be taken over, and to be taken back."""

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.checks.standing import standing_of


def check_has_contract(turn: Turn) -> None:
    """The import has written the contract with term and effect; a person cannot take over what is not there."""
    contract = getattr(turn.record, "contract", None)
    if contract is None or contract.effective_on is None:
        raise Refused("没有可以移交的既有合同。请用“导入既有合同”办理。")


def check_untouched(turn: Turn) -> None:
    """The contract was not performed, questioned, published or renewed since it was taken over."""
    if standing_of(turn).is_used:
        raise Refused("移交以后已经登记了履行、公布、续订或者提问，不能撤销移交。")
