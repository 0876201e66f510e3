"""Quorum and majority at every boundary, and elections as an independent program counts them."""

import random
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from votelib.convert import ApprovalToSimpleVotes
from votelib.evaluate.core import Plurality, Tie
from votelib.evaluate.threshold import AbsoluteThreshold

from zhijia.engines.ballots.content import Ballot, Tally, tally
from zhijia.engines.ballots.planning import QuestionPlan
from zhijia.engines.ballots.rounds import next_round
from zhijia.engines.ballots.tests.modes import rule
from zhijia.engines.ballots.thresholds import CAST, ELIGIBLE, MAJORITY, OFFICE, PRESENT, QUORUM, Threshold, threshold_of
from zhijia.engines.ballots.verdicts import Numbers, QuestionVerdict, Ruling, judge, measure, percent
from zhijia.law.bounds import Bound
from zhijia.lib.sentences import Refused, Sentence

LAW = [
    *threshold_of(rule("congress.quorum"), what=QUORUM, basis=OFFICE),
    *threshold_of(rule("congress.majority"), what=MAJORITY, basis=OFFICE),
]


def question(kind: str, *options: str, rules: Any = (), most: int | None = None, write_ins: int = 0) -> dict[str, Any]:
    plan = QuestionPlan(kind=kind, title="表决项", options=options, rules=rules, most=most, write_ins=write_ins)
    return {"number": 1, **plan.fields}


def motion(yes: int, *, roll: int, present: int, rules: Any = LAW) -> QuestionVerdict:
    counted = Tally(present, present, {"1": {"yes": yes, "no": present - yes, "abstain": 0}})
    return judge(question("motion", "草案", rules=rules), counted, Numbers(roll, present))


@given(st.integers(1, 10_000), st.data())
@example(100, None)
def test_wc_018_and_wc_019_bite_at_two_thirds_and_above_half_of_everybody_in_office(roll: int, data: Any) -> None:
    quorum, majority = -(-2 * roll // 3), roll // 2 + 1
    present = data.draw(st.integers(quorum, roll)) if data else roll

    for yes, expected in ((majority - 1, Ruling.FAILED), (majority, Ruling.PASSED)):
        there = max(present, yes)
        assert motion(yes, roll=roll, present=there).ruling is expected
    if quorum > 1:
        assert motion(quorum - 1, roll=roll, present=quorum - 1).ruling is Ruling.FAILED


@given(
    st.integers(0, 300),
    st.integers(0, 300),
    st.sampled_from([Bound.AT_LEAST, Bound.MORE_THAN]),
    st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(1)]),
    st.sampled_from([OFFICE, ELIGIBLE, PRESENT, CAST]),
)
def test_a_share_is_kept_exactly_where_the_fraction_says_so(
    part: int, whole: int, bound: Bound, share: Fraction, basis: str
) -> None:
    threshold = Threshold(MAJORITY, basis, share, bound, "WC-019", Sentence("条文"), bites=True)

    measured = measure(threshold, "赞成", part, whole)

    ratio = Fraction(part, whole) if whole else Fraction(-1)
    assert measured.is_kept is (ratio > share if bound is Bound.MORE_THAN else ratio >= share)
    assert f"赞成 {part} ÷" in str(measured.sentence)
    assert ("恰好等于" in str(measured.sentence)) is (bound is Bound.MORE_THAN and ratio == share)


def test_exactly_half_does_not_pass_and_the_verdict_says_why() -> None:
    """Mistake E-3: 50 of 100; the base is everybody in office, not those who came."""
    half, more = (motion(yes, roll=100, present=80) for yes in (50, 51))

    assert half.ruling is Ruling.FAILED
    assert "赞成 50 ÷ 应到 100 = 50% = 1/2，恰好等于1/2，没有超过，不通过（《" in str(half.sentences[1])
    assert more.ruling is Ruling.PASSED
    assert "赞成 51 ÷ 应到 100 = 51% > 1/2，已达到（《" in str(more.sentences[1])
    assert "第二十条" in str(more.sentences[1])


def test_what_is_only_remembered_leaves_the_decision_to_people() -> None:
    """WC-007: known from memory; below it nobody is declared elected or beaten by a program."""
    remembered = threshold_of(rule("congress.election.majority"), what=MAJORITY, basis=ELIGIBLE)
    asked = question("election", "甲志强", "乙建国", rules=remembered, most=2)
    counted = Tally(40, 40, {"1": {"yes": 30, "no": 10, "abstain": 0}, "2": {"yes": 20, "no": 20, "abstain": 0}})

    verdict = judge(asked, counted, Numbers(50, 40))

    assert (verdict.ruling, verdict.elected, verdict.undecided) == (Ruling.HUMAN, ("甲志强",), ("乙建国",))
    assert "由会议决定" in str(verdict.sentences[2])


def test_without_a_known_number_only_votes_are_listed() -> None:
    assert motion(3, roll=4, present=4, rules=[]).ruling is Ruling.NONE
    with pytest.raises(ValueError, match="no majority of everybody"):
        threshold_of(rule("congress.majority"), what=MAJORITY, basis="everybody")


def test_an_evaluation_lists_shares_of_valid_sheets_and_passes_nobody() -> None:
    """WC-045: there is no national mark at which a leader passes."""
    marks = {"excellent": 30, "competent": 8, "basic": 1, "incompetent": 1, "abstain": 0}
    verdict = judge(question("evaluation", "甲志强"), Tally(41, 40, {"1": marks}), Numbers(50, 41))

    assert verdict.ruling is Ruling.NONE
    assert "优秀 30（75%）" in str(verdict.sentences[0])
    assert [percent(*pair) for pair in ((2, 3), (49_999, 100_000), (1, 1), (0, 0))] == [
        "66.66…%",
        "49.99…%",
        "100%",
        "–",
    ]


def test_those_who_tie_across_the_last_seat_stand_in_a_second_round() -> None:
    asked = question("election", "甲", "乙", "丙", "丁", rules=LAW, most=2)
    yes = {"1": 90, "2": 60, "3": 60, "4": 20}
    counted = Tally(100, 100, {code: {"yes": n, "no": 100 - n, "abstain": 0} for code, n in yes.items()})
    verdict = judge(asked, counted, Numbers(100, 100))

    second = next_round(asked, counted, verdict)

    assert (verdict.ruling, verdict.elected, verdict.tied) == (Ruling.FAILED, ("甲",), ("乙", "丙"))
    assert "差额选举" in str(verdict.sentences[0])
    assert (second.options, second.most, second.rules) == (["乙", "丙"], 1, asked["rules"])
    settled = judge({**asked, "most": 1}, counted, Numbers(100, 100))
    with pytest.raises(Refused, match="已经选满"):
        next_round(asked, counted, settled)


def test_five_hundred_random_elections_end_as_votelib_counts_them() -> None:
    """An independent program: approvals to votes, an absolute threshold above half of all, plurality, ties left open."""
    drawn = random.Random(20261127)
    for _ in range(500):
        names = [f"候选{n}" for n in range(drawn.randint(1, 7))]
        seats, roll = drawn.randint(1, len(names)), drawn.randint(1, 60)
        liked = [drawn.random() for _ in names]
        asked = question("election", *names, rules=LAW, most=seats)
        sheets = [
            drawn.sample(wanted, min(seats, len(wanted)))
            for _ in range(roll)
            if (wanted := [name for name, chance in zip(names, liked, strict=True) if drawn.random() < chance])
            is not None
        ]
        codes = {name: str(n) for n, name in enumerate(names, 1)}
        ballots = [Ballot({codes[name]: "yes" for name in sheet}) for sheet in sheets]

        verdict = judge(asked, tally(asked, ballots), Numbers(roll, roll))

        assert (set(verdict.elected), set(verdict.tied)) == _by_votelib(sheets, seats=seats, roll=roll), sheets


def _by_votelib(sheets: list[list[str]], *, seats: int, roll: int) -> tuple[set[str], set[str]]:
    votes = ApprovalToSimpleVotes().convert(Counter(frozenset(sheet) for sheet in sheets))
    passed = AbsoluteThreshold(roll // 2 + 1).evaluate(votes)
    left = {name: votes[name] for name in passed}
    ranked = Plurality().evaluate(left, min(seats, len(left))) if left else []
    elected = {one for one in ranked if not isinstance(one, Tie)}
    return elected, {name for one in ranked if isinstance(one, Tie) for name in one}
