"""What a contract must show to be taken over, and to be taken back."""

from functools import reduce
from operator import or_

from django.db.models import Q

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.models import Contract

TRACES = ("draft", "published_on", "inspections", "questions", "successors", "filings")
"""What a contract that is only in the register does not have."""
IS_USED = reduce(or_, (Q(**{f"{trace}__isnull": False}) for trace in TRACES))


def check_has_contract(turn: Turn) -> None:
    """The import has written the contract with term and effect; a person cannot take over what is not there."""
    contract = Contract.objects.filter(bargaining=turn.record).first()
    if contract is None or contract.effective_on is None:
        raise Refused("没有可以移交的既有合同。请用“导入既有合同”办理。")


def check_untouched(turn: Turn) -> None:
    """The contract was not performed, questioned, published or renewed since it was taken over."""
    if Contract.objects.filter(IS_USED, bargaining=turn.record).exists():
        raise Refused("移交以后已经登记了履行、公布、续订或者提问，不能撤销移交。")
