"""How many delegates, of whom, and how they are divided: at every boundary (WC-002 … WC-005)."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law.resolver import ResolvedParameter, parameter
from zhijia.services.congress.rules.composition import (
    Found,
    Staff,
    apportion,
    is_kept,
    judge_makeup,
    least_delegates,
    make_up,
)


@dataclass
class Somebody:
    is_senior: bool = False
    is_front_line: bool | None = None
    is_dispatched: bool | None = False
    sex: str = "1"


def rule(key: str) -> ResolvedParameter:
    return parameter(key, place="CN-3205", on=date(2026, 11, 16))


@pytest.mark.parametrize(
    ("headcount", "least"),
    [
        (10, 10),
        (30, 30),
        (600, 30),
        (601, 31),
        (620, 31),
        (621, 32),
        (1999, 100),
        (2000, 100),
        (2001, 100),
        (50_000, 100),
    ],
)
def test_wc_002_five_of_a_hundred_thirty_at_least_a_hundred_by_agreement(headcount: int, least: int) -> None:
    assert least_delegates(rule, headcount) == least


def found(people: list[Somebody], staff: Staff) -> dict[str, Found]:
    measured = judge_makeup(rule, make_up(people), staff, is_regional=False)
    return {one.verdict.rule: one.found for one in measured if one.found is not Found.UNREAD}


def test_wc_003_a_fifth_of_leaders_is_kept_and_one_more_is_not() -> None:
    for seniors, expected in ((6, Found.KEPT), (7, Found.BROKEN)):
        people = [Somebody(is_senior=n < seniors) for n in range(30)]

        assert found(people, Staff(120, 0, 0))["WC-003"] is expected


def test_wc_004_what_is_not_known_is_neither_kept_nor_broken() -> None:
    half = [Somebody(sex="12"[n % 2]) for n in range(30)]

    assert found(half, Staff(120, 60, 0))["WC-004"] is Found.KEPT
    assert found(half, Staff(120, 61, 0))["WC-004"] is Found.BROKEN
    assert found(half, Staff(120, None, 0))["WC-004"] is Found.UNKNOWN
    assert found([*half, Somebody(sex="")], Staff(120, 60, 0))["WC-004"] is Found.UNKNOWN


def test_wc_005_where_dispatched_workers_are_used_one_of_them_is_a_delegate() -> None:
    def ask(one: bool | None) -> Found:
        return found([Somebody(is_dispatched=one)], Staff(120, 0, 9))["WC-005"]

    assert [ask(True), ask(False), ask(None)] == [Found.KEPT, Found.BROKEN, Found.UNKNOWN]
    assert "WC-005" not in found([Somebody()], Staff(120, 0, 0))


def test_one_rule_broken_is_enough_and_a_missing_fact_leaves_it_open() -> None:
    measured = judge_makeup(rule, make_up([Somebody(sex="")]), Staff(120, 0, 0), is_regional=False)
    broken = judge_makeup(rule, make_up([Somebody(sex="", is_senior=True)]), Staff(120, 0, 0), is_regional=False)

    assert (is_kept(measured), is_kept(broken)) == (None, False)


@given(st.dictionaries(st.integers(1, 50), st.integers(1, 3000), min_size=1, max_size=20), st.integers(1, 300))
def test_every_unit_has_a_delegate_and_the_sum_is_the_plan(headcounts: dict[int, int], planned: int) -> None:
    quotas = apportion(planned, headcounts)

    assert all(1 <= quotas[key] <= headcount for key, headcount in headcounts.items())
    assert sum(quotas.values()) == max(len(headcounts), min(planned, sum(headcounts.values())))
