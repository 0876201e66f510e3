"""What must be true before enterprises join or leave a contract."""

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.checks.standing import standing_of


def check_is_joint(turn: Turn) -> None:
    """Only regional and industry contracts are recognised by others than who signed."""
    if not turn.record.is_joint:
        raise Refused("只有区域性、行业性集体合同需要登记确认单位。")


def check_covers_some(turn: Turn) -> None:
    check_is_joint(turn)
    if not standing_of(turn).covers_some:
        raise Refused("这份合同还没有登记确认单位。")
