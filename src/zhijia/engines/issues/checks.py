"""Who may do what to an issue: the office above the union handles it, its owner works on it, the union accepts the result."""

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sides import OWN_ROLES, is_of_union
from zhijia.engines.issues.models import Issue
from zhijia.lib.sentences import NotYours, Refused, gettext_noop

OFFICE = gettext_noop("上级工会的干部、部门负责人或者领导")
OWNER = gettext_noop("问题的责任岗位")
UNION = gettext_noop("本会主席或者委员")


def check_is_office(turn: Turn) -> None:
    """Issues are handled above the union that has them."""
    if (turn.actor.post and turn.actor.post.union_id == turn.case.union_id) or not is_of_union(turn):
        raise NotYours("由上级工会的干部、部门负责人或者领导办理。请联系他们。")


def check_is_owner(turn: Turn) -> None:
    """Progress and completion are said by the post that answers for the issue."""
    if turn.actor.post is None or turn.actor.post.id != turn.record.owner_id:
        raise NotYours("由问题的责任岗位办理。请切换岗位，或者联系责任岗位。")


def check_is_union(turn: Turn) -> None:
    """Whether it is solved, the union itself says, and no office for it."""
    post = turn.actor.post
    if post is None or post.union_id != turn.case.union_id or post.role not in OWN_ROLES:
        raise NotYours("由本会主席或者委员办理。请联系他们。")


def check_union_or_office(turn: Turn) -> None:
    """A problem that came back is reported by the union, or seen by the office."""
    if not is_of_union(turn):
        raise NotYours("由本会主席、委员或上级工会的干部办理。请切换岗位，或联系他们。")


def check_not_owner(turn: Turn) -> None:
    """IS-01: neither the owner's post nor the person who claimed it done closes the issue."""
    issue: Issue = turn.record
    post = turn.actor.post
    if (post and post.id == issue.owner_id) or turn.actor.person_id == issue.claimed_by_id:
        raise Refused("责任人不能给自己办理的问题销号，请由办理工会的其他人答复并销号。")


def check_not_claimant(turn: Turn) -> None:
    """Whoever claimed it done does not accept it, also through another post."""
    if turn.actor.person_id == turn.record.claimed_by_id:
        raise Refused("报告办结的人不能自己验收，请由本会其他负责人验收。")


def check_has_evidence(turn: Turn) -> None:
    """IS-02: no rectification, no closing."""
    issue: Issue = turn.record
    if not issue.evidence or not issue.verified_on:
        raise Refused("不改不销：还没有佐证材料或者工会没有验收，不能销号。")
