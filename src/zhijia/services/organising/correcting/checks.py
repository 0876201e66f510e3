"""Who answers a correction, who takes it back, and what must hold before it is decided."""

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import NotYours, Refused


def check_hers(turn: Turn) -> None:
    """Whoever asked takes it back."""
    if turn.record.person_id == turn.actor.person_id:
        return
    raise NotYours("由申请人本人在手机上撤回。")


def check_no_day_promised(turn: Turn) -> None:
    if turn.record.promised_on is not None:
        raise Refused("已经有答复日期。")
