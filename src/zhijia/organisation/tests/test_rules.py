"""Who may administer what, and what a tree may look like: tables."""

from datetime import date

import pytest

from zhijia.lib.findings import SENSE, Severity
from zhijia.organisation.checks import CheckContext, find_union_problems
from zhijia.organisation.enterprise_checks import find_enterprise_problems
from zhijia.organisation.entries import EnterpriseEntry, UnionEntry
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.rules import (
    PARENT_KINDS,
    ROLE_KINDS,
    find_place_in_tree,
    find_role_at_union,
    find_term,
    may_administer,
    may_administer_accounts,
    may_fill_post,
    needs_two_factors,
)

CITY, NORTH, SOUTH, TOWN, MILL = "0000", "00000000", "00000001", "000000000000", "0000000000000000"


@pytest.mark.parametrize(
    ("role", "own", "path", "facts", "accounts"),
    [
        (Role.ADMINISTRATOR, CITY, CITY, True, True),
        (Role.LEADER, CITY, CITY, True, False),
        (Role.LEADER, CITY, MILL, True, True),
        (Role.DEPT_HEAD, CITY, NORTH, True, True),
        (Role.CADRE, NORTH, NORTH, True, False),
        (Role.CADRE, NORTH, TOWN, True, True),
        (Role.CADRE, NORTH, CITY, False, False),
        (Role.CADRE, SOUTH, TOWN, False, False),
        (Role.CHAIR, MILL, MILL, True, False),
        (Role.CHAIR, MILL, MILL + "0000", True, True),
        (Role.CHAIR, MILL, TOWN, False, False),
        (Role.RESEARCH, CITY, NORTH, False, False),
        (Role.SUPERVISOR, CITY, NORTH, False, False),
        (Role.OFFICER, MILL, MILL, False, False),
        (Role.FINANCE, NORTH, TOWN, False, False),
        (Role.AUDIT, NORTH, TOWN, False, False),
        (Role.LABOUR_BUREAU, CITY, CITY, False, False),
    ],
)
def test_who_keeps_facts_and_who_gives_accounts(role: str, own: str, path: str, facts: bool, accounts: bool) -> None:
    assert may_administer(role=role, own_path=own, path=path) is facts
    assert may_administer_accounts(role=role, own_path=own, path=path) is accounts


@pytest.mark.parametrize(
    ("role", "own", "path", "post_role", "may"),
    [
        (Role.LEADER, NORTH, NORTH, Role.CADRE, True),
        (Role.ADMINISTRATOR, CITY, CITY, Role.LEADER, True),
        (Role.CADRE, NORTH, NORTH, Role.LEADER, False),
        (Role.CADRE, NORTH, NORTH, Role.CADRE, False),
        (Role.CADRE, NORTH, TOWN, Role.LEADER, True),
        (Role.CHAIR, MILL, MILL, Role.OFFICER, True),
        (Role.CHAIR, MILL, MILL, Role.CHAIR, False),
        (Role.CHAIR, MILL, MILL + "0000", Role.CHAIR, True),
        (Role.SUPERVISOR, CITY, NORTH, Role.CADRE, False),
        (Role.CADRE, SOUTH, TOWN, Role.CADRE, False),
    ],
)
def test_nobody_lifts_herself_above_what_she_was_given(
    role: str, own: str, path: str, post_role: str, may: bool
) -> None:
    assert may_fill_post(role=role, own_path=own, path=path, post_role=post_role) is may


def test_every_kind_says_under_what_it_stands_and_every_role_where_it_is() -> None:
    assert set(PARENT_KINDS) == set(UnionKind.values)
    assert set(ROLE_KINDS) == set(Role.values)


@pytest.mark.parametrize(
    ("kind", "parent", "fits"),
    [
        (UnionKind.CITY, None, True),
        (UnionKind.COUNTY, None, False),
        (UnionKind.COUNTY, UnionKind.CITY, True),
        (UnionKind.CITY, UnionKind.CITY, False),
        (UnionKind.TOWN, UnionKind.TOWN, False),
        (UnionKind.ENTERPRISE, UnionKind.TOWN, True),
        (UnionKind.ENTERPRISE, UnionKind.ENTERPRISE, True),
        (UnionKind.TOWN, UnionKind.ENTERPRISE, False),
        (UnionKind.GROUP, UnionKind.BRANCH, True),
        (UnionKind.BRANCH, UnionKind.TOWN, False),
    ],
)
def test_a_union_stands_only_where_its_kind_may(kind: str, parent: str | None, fits: bool) -> None:
    assert (find_place_in_tree(kind, parent_kind=parent) is None) is fits


def test_the_labour_bureau_has_its_post_at_its_own_node_only() -> None:
    assert find_role_at_union(Role.LABOUR_BUREAU, kind=UnionKind.BUREAU) is None
    assert find_role_at_union(Role.LABOUR_BUREAU, kind=UnionKind.CITY) is not None


@pytest.mark.parametrize(
    ("begun", "ends", "years", "fits"),
    [
        (date(2024, 3, 1), date(2029, 3, 1), (5,), True),
        (date(2024, 3, 1), date(2029, 2, 28), (5,), True),
        (date(2024, 3, 1), date(2027, 3, 1), (3, 5), True),
        (date(2024, 3, 1), date(2027, 3, 2), (3, 5), False),
        (date(2024, 3, 1), date(2028, 3, 1), (3, 5), False),
        (date(2024, 2, 29), date(2029, 3, 1), (5,), True),
        (date(2024, 2, 29), date(2029, 2, 28), (5,), True),
        (date(2023, 2, 28), date(2028, 2, 28), (5,), True),
    ],
)
def test_a_term_lasts_whole_years(begun: date, ends: date, years: tuple[int, ...], fits: bool) -> None:
    assert (find_term(begun, ends, years=years, severity=Severity.BLOCK) is None) is fits


def test_cadres_need_two_factors_and_chairs_do_not() -> None:
    assert needs_two_factors([Role.CHAIR, Role.CADRE])
    assert not needs_two_factors([Role.CHAIR, Role.OFFICER])
    assert not needs_two_factors([])


def test_findings_cite_the_rule_they_stand_on_and_plain_sense_cites_none(db: None) -> None:
    """OR-16, OR-32, ID-05, ID-06, ID-08 and the sections on industries and ownership; a wrong name or day is no rule."""
    context = CheckContext(date(2026, 11, 20), allows_synthetic=True)
    union = UnionEntry(
        kind=UnionKind.CITY,
        name="镇",
        place="320503",
        credit_code="91320599MD0000000",
        founded_on=date(2027, 1, 1),
        term_from=date(2024, 3, 1),
        term_to=date(2028, 3, 1),
    )
    enterprise = EnterpriseEntry(
        credit_code="9",
        name="厂",
        place="999999",
        industry_section="C",
        industry_edition="1999",
        ownership="999",
        headcount=1,
        women=2,
    )

    with_union = {found.rule for found in find_union_problems(union, parent_kind=UnionKind.CITY, context=context)}
    with_enterprise = {found.rule for found in find_enterprise_problems(enterprise, context=context)}

    assert with_union == {"OR-32", SENSE, "ID-08", "ID-05", "OR-16"}
    assert with_enterprise == {"ID-05", SENSE, "ID-08", "§I4", "§I5"}
