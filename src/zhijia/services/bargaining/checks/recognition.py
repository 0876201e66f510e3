"""What must be true before an employer answers to a contract."""

from zhijia.engines.cases.flow import Turn, check_acts_for
from zhijia.engines.cases.sharing import employer_party
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.models import Recognition


def check_is_asked(turn: Turn) -> None:
    """The employer before which the contract was put, through its own contact."""
    check_acts_for(turn, employer_party(turn.record.enterprise_id))


def check_still_binds(turn: Turn) -> None:
    recognition: Recognition = turn.record
    if recognition.contract.ended_on is not None:
        raise Refused("这份合同已经终止，不用再确认。")
