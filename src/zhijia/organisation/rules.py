"""Who may administer what, and what a union tree may look like. Pure: no database, no clock, no request."""

from collections.abc import Iterable
from datetime import date, timedelta

from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Sentence
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.models.unions import FEDERATION_KINDS, GRASSROOTS_KINDS, TERRITORIAL_KINDS, UnionKind

ADMINISTERING_ROLES = (Role.ADMINISTRATOR, Role.LEADER, Role.DEPT_HEAD, Role.CADRE, Role.CHAIR)
"""Roles that keep the facts of their union and of those below (services §0.1: UNION_CHAIR, CADRE, DEPT_HEAD, LEADER)."""

UNMASKING_ROLES = (Role.LEADER, Role.DEPT_HEAD, Role.CADRE, Role.CHAIR)
"""Roles that work with people and may open what is masked. Who keeps the system does not (services §H4: roles apart)."""

ROLES_WITH_TWO_FACTORS = (
    Role.ADMINISTRATOR,
    Role.LEADER,
    Role.DEPT_HEAD,
    Role.CADRE,
    Role.RESEARCH,
    Role.SUPERVISOR,
    Role.FINANCE,
    Role.AUDIT,
)
"""Cadres use two factors (services §H4)."""

OWN_UNION_POSTS: dict[str, tuple[str, ...]] = {
    Role.ADMINISTRATOR: tuple(Role.values),
    Role.LEADER: tuple(Role.values),
    Role.CHAIR: (Role.OFFICER, Role.FINANCE, Role.AUDIT),
}
"""Which posts of the own union a role may create and fill. Nobody lifts herself above what she was given."""

_TERRITORIAL = frozenset(TERRITORIAL_KINDS)
_FEDERATIONS = frozenset(FEDERATION_KINDS)
PARENT_KINDS: dict[str, frozenset[str]] = {
    UnionKind.CITY: frozenset(),
    UnionKind.COUNTY: frozenset({UnionKind.CITY}),
    UnionKind.ZONE: frozenset({UnionKind.CITY, UnionKind.COUNTY}),
    UnionKind.BUREAU: _FEDERATIONS,
    UnionKind.TOWN: frozenset({UnionKind.COUNTY, UnionKind.ZONE}),
    UnionKind.INDUSTRY_FEDERATION: _TERRITORIAL | {UnionKind.BUREAU},
    UnionKind.ENTERPRISE: _TERRITORIAL | {UnionKind.BUREAU, UnionKind.INDUSTRY_FEDERATION, UnionKind.ENTERPRISE},
    UnionKind.JOINT: _TERRITORIAL | {UnionKind.BUREAU, UnionKind.INDUSTRY_FEDERATION},
    UnionKind.BRANCH: frozenset({UnionKind.ENTERPRISE, UnionKind.JOINT, UnionKind.BRANCH}),
    UnionKind.GROUP: frozenset({UnionKind.ENTERPRISE, UnionKind.JOINT, UnionKind.BRANCH}),
}
"""Under which kinds a union of each kind may stand (rule OR-32, services §A1)."""

FEDERATION_ROLES = (Role.LEADER, Role.DEPT_HEAD, Role.CADRE, Role.RESEARCH, Role.SUPERVISOR, Role.ADMINISTRATOR)
_CADRE_KINDS = _TERRITORIAL | {UnionKind.BUREAU, UnionKind.INDUSTRY_FEDERATION}
_OFFICE_KINDS = frozenset(UnionKind.values) - {UnionKind.GROUP}
ROLE_KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(FEDERATION_ROLES, _CADRE_KINDS),
    Role.CHAIR: _OFFICE_KINDS,
    Role.OFFICER: frozenset(UnionKind.values),
    Role.FINANCE: _OFFICE_KINDS,
    Role.AUDIT: _OFFICE_KINDS,
    Role.LABOUR_BUREAU: frozenset({UnionKind.BUREAU}),
}
"""At which kinds of union a post of each role may be. A labour bureau sees only what is shared to its own node."""


def may_administer(*, role: str, own_path: str, path: str) -> bool:
    """Whether a post of `role` at `own_path` keeps the facts of the union at `path`: its own and everything below."""
    return role in ADMINISTERING_ROLES and path.startswith(own_path)


def may_unmask(*, role: str, own_path: str, path: str) -> bool:
    """Whether a post of `role` at `own_path` may open the masked particulars of people kept at `path`."""
    return role in UNMASKING_ROLES and path.startswith(own_path)


def may_administer_accounts(*, role: str, own_path: str, path: str) -> bool:
    """Accounts are given by a union above; only an administrator gives them within her own union."""
    if not may_administer(role=role, own_path=own_path, path=path):
        return False
    return path != own_path or role == Role.ADMINISTRATOR


def may_fill_post(*, role: str, own_path: str, path: str, post_role: str) -> bool:
    """Posts below are filled by whoever administers there; at one's own union only as `OWN_UNION_POSTS` says."""
    if path == own_path:
        return post_role in OWN_UNION_POSTS.get(role, ())
    return may_administer(role=role, own_path=own_path, path=path)


def find_place_in_tree(kind: str, *, parent_kind: str | None) -> Finding | None:
    """OR-32: a union stands only under kinds that may have it below them; only a city federation stands alone."""
    allowed = PARENT_KINDS[kind]
    if (parent_kind is None and not allowed) or parent_kind in allowed:
        return None
    values = {"kind": _label(kind), "parent": _label(parent_kind) if parent_kind else Sentence("（无上级）")}
    return Finding("OR-32", Severity.BLOCK, Sentence("{kind}不能设在{parent}之下，请改选上级工会或类别。", values))


def find_role_at_union(role: str, *, kind: str) -> Finding | None:
    """Services §0.1: a post of this role may be created at a union of this kind, or the sentence why not."""
    if kind in ROLE_KINDS[role]:
        return None
    values = {"kind": _label(kind), "role": Role(role).label}
    return Finding("§0.1", Severity.BLOCK, Sentence("{kind}不设“{role}”岗位。", values))


def find_term(
    term_from: date | None, term_to: date | None, *, years: Iterable[int], severity: Severity
) -> Finding | None:
    """OR-16: a term lasts one of `years` whole years. The last day may be the anniversary or the day before it."""
    if term_from is None or term_to is None:
        return None
    choices = sorted(years)
    ends = {_anniversary(term_from, years=count) for count in choices}
    if ends & {term_to, term_to + timedelta(days=1)}:
        return None
    values = {"years": "、".join(map(str, choices))}
    return Finding("OR-16", severity, Sentence("本届任期应为 {years} 年，请核对起止日期。", values))


def is_grassroots(kind: str) -> bool:
    """Whether the union covers employers of its own."""
    return kind in GRASSROOTS_KINDS


def acting_role(kind: str) -> Role:
    """Who does the work of a union: the chair of one that covers employers, a cadre of one above."""
    return Role.CHAIR if is_grassroots(kind) else Role.CADRE


def is_federation(kind: str) -> bool:
    """Whether the union is at county level or above."""
    return kind in _FEDERATIONS


def is_territorial(kind: str) -> bool:
    """Whether enterprises may have the union as their territory."""
    return kind in _TERRITORIAL


def needs_two_factors(roles: Iterable[str]) -> bool:
    """Whether any of a person's roles must sign in with a second factor."""
    return any(role in ROLES_WITH_TWO_FACTORS for role in roles)


def is_known_line(line: str) -> bool:
    return line in ("", *FunctionLine.values)


def _anniversary(day: date, *, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


def _label(kind: str) -> object:
    return UnionKind(kind).label
