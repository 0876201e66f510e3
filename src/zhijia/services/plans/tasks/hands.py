"""Whose hand a record of a task bears: the person, and the words that stay when the post passes on."""

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused


def label_of_hand(turn: Turn) -> str:
    """Who acted, through which post: 周明（昆山市总工会 · 组织部长）."""
    return f"{turn.actor.name}（{turn.actor.post.label}）" if turn.actor.post else turn.actor.name


def person_of_hand(turn: Turn) -> int:
    """The person who acts. Raises Refused for an account without one."""
    if turn.actor.person_id is None:
        raise Refused("这件事要写明是谁办的，请用个人账号登录。")
    return turn.actor.person_id
