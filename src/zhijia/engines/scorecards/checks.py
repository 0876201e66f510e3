"""Who may score: the union itself, the checker, another person of an office above, the city."""

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sides import OWN_ROLES
from zhijia.engines.scorecards.models import Purpose, Stage
from zhijia.lib.sentences import NotYours, Refused, gettext_noop
from zhijia.organisation.models.posts import OFFICE_ROLES
from zhijia.organisation.models.unions import UnionKind

UNION = gettext_noop("本会主席或者委员")
CHECKER = gettext_noop("核查岗位")
OFFICE = gettext_noop("上级工会的干部、部门负责人或者领导")
CITY = gettext_noop("市总工会的干部、部门负责人或者领导")


def check_is_union(turn: Turn) -> None:
    post = turn.actor.post
    if post is None or post.union_id != turn.case.union_id or post.role not in OWN_ROLES:
        raise NotYours("由本会主席或者委员自评。请联系他们。")


def check_is_checker(turn: Turn) -> None:
    if turn.actor.post is None or turn.actor.post.id != turn.record.checker_id:
        raise NotYours("由核查岗位办理。请切换岗位，或者联系核查岗位。")


def check_is_office(turn: Turn) -> None:
    post = turn.actor.post
    is_above = post is not None and post.union_id != turn.case.union_id and turn.actor.covers(turn.case.path)
    if post is None or not is_above or post.role not in OFFICE_ROLES:
        raise NotYours("由上级工会的干部、部门负责人或者领导办理。请联系他们。")


def check_is_city(turn: Turn) -> None:
    check_is_office(turn)
    if turn.actor.post is None or turn.actor.post.union_kind != UnionKind.CITY:
        raise NotYours("抽查由市总工会办理。请联系他们。")


def check_order(turn: Turn) -> None:
    """A baseline is taken by the checker alone; a rating begins with what the union says of itself."""
    if turn.case.state == "opened" and turn.record.purpose != Purpose.BASELINE:
        raise Refused("年度评分先由企业工会自评，再核查。")


def check_is_rating(turn: Turn) -> None:
    if turn.record.purpose != Purpose.RATING:
        raise Refused("基线由核查岗位在第一次走访时评分，不需要自评。")


def check_not_checker(turn: Turn) -> None:
    """Who checked does not review what he checked."""
    if turn.actor.person_id == turn.record.checked_by_id:
        raise Refused("核查人不能复核自己的核查，请由其他人复核。")


def check_spotted(turn: Turn) -> None:
    """What was drawn is graded after the city has looked at it."""
    if turn.record.sample_id and not turn.record.scores.filter(stage=Stage.SPOT).exists():
        raise Refused("这张评分表已被抽中，等市级抽查以后再评定。")


def check_not_spotted(turn: Turn) -> None:
    if turn.record.scores.filter(stage=Stage.SPOT).exists():
        raise Refused("这张评分表已经抽查。")
