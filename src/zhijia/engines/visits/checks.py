"""Who may say what of a visit: the visitor about it, the union whether it took place."""

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sides import OWN_ROLES
from zhijia.lib.sentences import NotYours, Refused, gettext_noop

UNION = gettext_noop("本会主席或者委员")
VISITOR = gettext_noop("走访人的岗位")


def check_is_union(turn: Turn) -> None:
    """A visit counts when the union says so (PA-03), and nobody says it in its place."""
    post = turn.actor.post
    if post is None or post.union_id != turn.case.union_id or post.role not in OWN_ROLES:
        raise NotYours("由本会主席或者委员确认。请联系他们。")


def check_is_visitor(turn: Turn) -> None:
    if turn.actor.post is None or turn.actor.post.id != turn.record.visitor_id:
        raise NotYours("由走访人办理。请切换岗位，或者联系走访人。")


def check_has_promises(turn: Turn) -> None:
    if not turn.record.promises.filter(done_on=None).exists():
        raise Refused("这次走访没有未办结的承诺。")
