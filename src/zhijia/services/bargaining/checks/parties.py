"""Who may act for which party of a bargaining. Each check raises `Refused` with a sentence."""

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models.posts import Role

OWN_ROLES = frozenset({Role.CHAIR, Role.OFFICER})
UPPER_ROLES = frozenset({Role.CADRE, Role.DEPT_HEAD, Role.LEADER, Role.CHAIR})
UNION_ROLES = frozenset(map(str, OWN_ROLES | UPPER_ROLES))
WHO_UNION = gettext_noop("本会主席、委员，或上级工会的干部")
WHO_EMPLOYER = gettext_noop("用人单位经办人；纸质材料由工会录入")
WHO_BUREAU = gettext_noop("人社部门审查岗位；纸质材料由工会录入")


def is_of_union(turn: Turn) -> bool:
    """A post of the bargaining union itself, or of a union above it."""
    post = turn.actor.post
    if post is None or not turn.actor.covers(turn.case.path):
        return False
    return post.role in (OWN_ROLES if post.union_id == turn.case.union_id else UPPER_ROLES) or (
        post.union_id == turn.case.union_id and post.role in UPPER_ROLES
    )


def check_acts_for_union(turn: Turn) -> None:
    """The bargaining union acts through its chair and officers; a union above guides and may act for it."""
    if not is_of_union(turn):
        raise Refused("由本会主席、委员或上级工会的干部办理。请切换岗位，或联系他们。")


def is_employer(turn: Turn) -> bool:
    """The authorised contact of the case's own enterprise."""
    return turn.actor.speaks_for_enterprise(turn.case.enterprise_id)


def check_acts_for_employer(turn: Turn) -> None:
    """The employer answers for itself; what it did on paper is entered by the union."""
    if not (is_employer(turn) or is_of_union(turn)):
        raise Refused("由用人单位经办人办理；收到纸质材料的，由工会录入并上传扫描件。")


def is_bureau(turn: Turn) -> bool:
    """A reviewer of the labour bureau of the place, once something was filed there."""
    return turn.actor.speaks_for_bureau(turn.case.place)


def check_acts_for_bureau(turn: Turn) -> None:
    """The bureau acts in its own face; where it has its own platform, the union enters its opinion from the paper."""
    if not (is_bureau(turn) or is_of_union(turn)):
        raise Refused("由人社部门办理；对方使用自己的平台或者出具纸质意见的，由工会录入并上传扫描件。")
