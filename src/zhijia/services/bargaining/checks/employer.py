"""What the rules ask of an employer's own demand: the other side then answers within the same term (CB-003)."""

from collections.abc import Sequence

from zhijia.engines.cases.flow import Turn
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.checks.offering import judge_reply
from zhijia.services.bargaining.models.bargainings import Side


def check_employer_begins(turn: Turn) -> None:
    """A bargaining that the union began is answered, not begun again."""
    if turn.record.initiator != Side.EMPLOYER:
        raise Refused("这件协商由工会提出，请等工会发出要约。用人单位提出的，另行立项，“提出方”选用人单位方。")


def judge_own_reply(turn: Turn) -> Sequence[Verdict]:
    """CB-003 binds the union as it binds the employer."""
    return judge_reply(turn)
