"""Who may act for which side of a case: its union and those above, the employer, the labour bureau.

Each check raises `NotYours` with a sentence; `BY_UNION`, `BY_EMPLOYER` and `BY_BUREAU` declare a move with it.
"""

from typing import TypedDict

from zhijia.engines.cases.flow import Guard, Turn
from zhijia.engines.cases.sharing import bureau_party, employer_party, shared_parties
from zhijia.lib.sentences import NotYours, gettext_noop
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import Actor

OWN_ROLES = frozenset({Role.CHAIR, Role.OFFICER})
UPPER_ROLES = frozenset({Role.CADRE, Role.DEPT_HEAD, Role.LEADER, Role.CHAIR})
UNION_ROLES = frozenset(map(str, OWN_ROLES | UPPER_ROLES))
WHO_UNION = gettext_noop("本会主席、委员，或上级工会的干部")
WHO_UPPER = gettext_noop("上级工会的干部")
WHO_EMPLOYER = gettext_noop("用人单位经办人；纸质材料由工会录入")
WHO_EITHER = gettext_noop("协商的任何一方；纸质材料由工会录入")
WHO_BUREAU = gettext_noop("人社部门审查岗位；纸质材料由工会录入")

WHO_SERVED = gettext_noop("人社部门审查岗位，签收的用人单位经办人；纸质材料由工会录入")


def is_of_union(turn: Turn) -> bool:
    """A post of the case's own union, or of a union above it."""
    post = turn.actor.post
    if post is None or not turn.actor.covers(turn.case.path):
        return False
    return post.role in (OWN_ROLES | UPPER_ROLES if post.union_id == turn.case.union_id else UPPER_ROLES)


def union_acted_for(actor: Actor) -> int | None:
    """The union that this actor opens cases of from a list: the one of the acting post, if it may."""
    post = actor.post
    return post.union_id if post and post.role in OWN_ROLES | UPPER_ROLES else None


def check_acts_for_union(turn: Turn) -> None:
    """The case's union acts through its chair and officers; a union above guides and may act for it."""
    if not is_of_union(turn):
        raise NotYours("由本会主席、委员或上级工会的干部办理。请切换岗位，或联系他们。")


def speaks_for(turn: Turn, party: str) -> bool:
    """Whether the actor holds the mandate of this outside party and acts through it."""
    return turn.actor.mandate is not None and turn.actor.mandate.party == party


def is_employer(turn: Turn) -> bool:
    """The authorised contact of the case's own enterprise."""
    return turn.case.enterprise_id is not None and speaks_for(turn, employer_party(turn.case.enterprise_id))


def is_bureau(turn: Turn) -> bool:
    """A reviewer of the labour bureau of the case's place."""
    return speaks_for(turn, bureau_party(turn.case.place))


def check_acts_for_employer(turn: Turn) -> None:
    """The employer answers for itself; what it did on paper is entered by the union."""
    if not (is_employer(turn) or is_of_union(turn)):
        raise NotYours("由用人单位经办人办理；收到纸质材料的，由工会录入并上传扫描件。")


def check_acts_for_bureau(turn: Turn) -> None:
    """The bureau acts in its own face; where it has its own platform, the union enters its opinion from the paper."""
    if not (is_bureau(turn) or is_of_union(turn)):
        raise NotYours("由人社部门办理；对方使用自己的平台或者出具纸质意见的，由工会录入并上传扫描件。")


def serve_on_employer(turn: Turn) -> tuple[str, ...]:
    """The employer, where the case was shared with it: a paper of the move is then served on it at once."""
    return _shared(turn, employer_party(turn.case.enterprise_id)) if turn.case.enterprise_id else ()


def serve_on_bureau(turn: Turn) -> tuple[str, ...]:
    """The labour bureau of the place, where the case was shared with it."""
    return _shared(turn, bureau_party(turn.case.place))


def _shared(turn: Turn, party: str) -> tuple[str, ...]:
    return (party,) if party in turn.ask(shared_parties) else ()


class Doing(TypedDict):
    """Who makes a move, in the three forms in which a declaration says it."""

    may: Guard
    who: str
    roles: frozenset[str]
    parties: frozenset[str]


def _doing(may: Guard, who: str, *parties: PartyKind) -> Doing:
    return {"may": may, "who": who, "roles": UNION_ROLES, "parties": frozenset(map(str, parties))}


def by(may: Guard, who: str, roles: frozenset[str]) -> Doing:
    """Made by posts of these roles inside the unions, never by an outside party."""
    return {"may": may, "who": who, "roles": roles, "parties": frozenset()}


BY_UNION = _doing(check_acts_for_union, WHO_UNION)
BY_EMPLOYER = _doing(check_acts_for_employer, WHO_EMPLOYER, PartyKind.EMPLOYER)
BY_EITHER = _doing(check_acts_for_employer, WHO_EITHER, PartyKind.EMPLOYER)
BY_BUREAU = _doing(check_acts_for_bureau, WHO_BUREAU, PartyKind.BUREAU)


def by_union_if(check: Guard) -> Doing:
    """Made by the union, and offered only while `check` passes."""

    def may(turn: Turn) -> None:
        check_acts_for_union(turn)
        check(turn)

    return _doing(may, WHO_UNION)


def by_upper_union_if(check: Guard) -> Doing:
    """Made by a union above the case's own, and offered only while `check` passes; by its own where none stands above."""

    def may(turn: Turn) -> None:
        post = turn.actor.post
        is_own = post is None or (post.union_id == turn.case.union_id and turn.case.union.parent_id is not None)
        if is_own or not is_of_union(turn):
            raise NotYours("由上级工会的干部办理。请切换岗位，或联系他们。")
        check(turn)

    return _doing(may, WHO_UPPER)


def by_employer_if(check: Guard) -> Doing:
    """Made by the employer, or entered for it by the union, and offered only while `check` passes."""

    def may(turn: Turn) -> None:
        check_acts_for_employer(turn)
        check(turn)

    return _doing(may, WHO_EMPLOYER, PartyKind.EMPLOYER)


def by_bureau_or_employer_if(check: Guard) -> Doing:
    """Made by the bureau, or by the employer that signs for its paper, or entered by the union, while `check` passes."""

    def may(turn: Turn) -> None:
        if not is_employer(turn):
            check_acts_for_bureau(turn)
        check(turn)

    return _doing(may, WHO_SERVED, PartyKind.BUREAU, PartyKind.EMPLOYER)


def by_bureau_if(check: Guard) -> Doing:
    """Made by the bureau, or entered for it by the union, and offered only while `check` passes."""

    def may(turn: Turn) -> None:
        check_acts_for_bureau(turn)
        check(turn)

    return _doing(may, WHO_BUREAU, PartyKind.BUREAU)
