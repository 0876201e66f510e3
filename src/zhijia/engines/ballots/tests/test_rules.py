"""Counting by the law: quorum, majority of those due, surplus, sizes of committees (OR-07 … OR-12, OR-20)."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.engines.ballots.keeping import STANDING, SURPLUS, bands_of
from zhijia.engines.ballots.rules import (
    Count,
    Elected,
    Votes,
    elect,
    reckon_quorum,
    reckon_recall,
    reckon_size,
    reckon_sums,
    reckon_surplus,
)
from zhijia.law.resolver import ResolvedParameter, parameter
from zhijia.lib.findings import Severity

ON = date(2026, 10, 12)


def rule(key: str) -> ResolvedParameter:
    return parameter(key, place="CN-320505", on=ON)


def count(*yes: int, due: int = 99, present: int = 90, seats: int = 3) -> Count:
    votes = [Votes(f"候选{number}", one) for number, one in enumerate(yes)]
    ballots = {"issued": present, "returned": present, "valid": present, "invalid": 0}
    return Count(due=due, present=present, seats=seats, votes=votes, **ballots)


def chosen(*yes: int, due: int = 99, present: int = 90, seats: int = 3) -> Elected:
    return elect(rule("union.election.majority"), count(*yes, due=due, present=present, seats=seats))


@pytest.mark.parametrize(("present", "is_kept"), [(65, False), (66, True), (67, True)])
def test_or_10_two_thirds_of_those_due_are_present(present: int, is_kept: bool) -> None:
    found = reckon_quorum(rule("union.election.quorum"), count(due=99, present=present))

    assert found.is_kept is is_kept
    assert f"实到会{present} × 3 = {present * 3}" in str(found.verdict.sentence)
    assert "应到会99 × 2 = 198" in str(found.verdict.sentence)
    assert "《工会基层组织选举工作条例》（2016年）" in str(found.verdict.sentence)
    assert (found.verdict.severity is Severity.BLOCK) is not is_kept


def test_or_11_more_than_half_of_those_due_elects_and_exactly_half_does_not() -> None:
    assert chosen(51, 50, 49, due=100).names == ("候选0",)
    assert chosen(51, 50, 49, due=100).open_seats == 2


def test_or_11_of_more_than_there_are_seats_those_with_the_most_votes() -> None:
    assert chosen(60, 90, 70, 80).names == ("候选1", "候选3", "候选2")


def test_or_11_equal_votes_across_the_last_seat_elect_none_of_them() -> None:
    assert chosen(90, 60, 80, 60) == Elected(("候选0", "候选2"), ("候选1", "候选3"), 1)


def test_or_11_a_name_that_voters_wrote_in_is_elected_like_any_other() -> None:
    whole = Count(
        due=9, present=9, issued=9, returned=9, valid=9, invalid=0, seats=1,
        votes=[Votes("候选", 4, 5), Votes("另选", 5, is_write_in=True)],
    )  # fmt: skip

    assert elect(rule("union.election.majority"), whole).names == ("另选",)


@pytest.mark.parametrize(
    ("numbers", "votes"),
    [
        ({"returned": 91}, [Votes("甲", 50)]),
        ({"issued": 91}, [Votes("甲", 50)]),
        ({"valid": 89}, [Votes("甲", 50)]),
        ({}, [Votes("甲", 80, 9, 2)]),
        ({}, [Votes("甲", 90), Votes("乙", 1)]),
    ],
)
def test_or_12_what_does_not_add_up_is_refused(numbers: dict[str, int], votes: Sequence[Votes]) -> None:
    whole = {"due": 99, "present": 90, "issued": 90, "returned": 90, "valid": 90, "invalid": 0, "seats": 1} | numbers

    found = reckon_sums(rule("union.election.sums"), Count(**whole, votes=votes))

    assert (found.is_kept, found.verdict.severity) == (False, Severity.BLOCK)


def test_or_12_a_sheet_that_adds_up_says_so() -> None:
    assert reckon_sums(rule("union.election.sums"), count(90, 60)).is_kept


@pytest.mark.parametrize(("seats", "least"), [(3, 4), (20, 21), (21, 23), (41, 44)])
def test_or_08_a_part_of_a_candidate_counts_as_one(seats: int, least: int) -> None:
    law = rule(SURPLUS)

    assert reckon_surplus(law, candidates=least, seats=seats).is_kept
    assert reckon_surplus(law, candidates=least - 1, seats=seats).verdict.severity is Severity.BLOCK


def test_or_09_of_a_standing_committee_too_few_candidates_are_only_pointed_out() -> None:
    found = reckon_surplus(rule(STANDING), candidates=11, seats=11)

    assert (found.is_kept, found.verdict.severity) == (False, Severity.WARN)


@pytest.mark.parametrize(
    ("members", "least", "most"),
    [
        (24, 3, 5), (25, 3, 7), (200, 3, 7), (201, 7, 15), (1000, 7, 15), (1001, 15, 21),
        (5000, 15, 21), (10_000, 21, 29), (50_000, 29, 37), (50_001, 37, 45),
    ],
)  # fmt: skip
def test_or_07_the_size_of_a_committee_by_its_members(members: int, least: int, most: int) -> None:
    bands = bands_of(rule)

    assert bands.of(members) == (least, most)
    assert reckon_size(bands, members=members, seats=most).is_kept
    assert not reckon_size(bands, members=members, seats=most + 1).is_kept
    assert not reckon_size(bands, members=members, seats=least - 1).is_kept


def test_or_20_a_recall_takes_more_than_half_of_all() -> None:
    law = rule("union.recall.majority")

    assert reckon_recall(law, yes=51, total=100).is_kept
    assert reckon_recall(law, yes=50, total=100).verdict.severity is Severity.BLOCK


@given(yes=st.lists(st.integers(0, 60), max_size=12), seats=st.integers(1, 8))
def test_whoever_is_elected_has_a_majority_and_nobody_with_more_votes_is_left_out(yes: list[int], seats: int) -> None:
    found = chosen(*yes, due=60, present=60, seats=seats)
    by_name = {f"候选{number}": one for number, one in enumerate(yes)}

    assert len(found.names) + found.open_seats == seats
    assert all(by_name[name] * 2 > 60 for name in (*found.names, *found.tied))
    left_out = [one for name, one in by_name.items() if name not in found.names]
    assert all(by_name[name] > other for name in found.names for other in left_out if other * 2 > 60)
    assert not found.tied or found.open_seats < len(found.tied)
