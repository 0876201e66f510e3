"""How facts are measured: bounds, two texts of one place, what nobody knows."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law.bounds import Bound
from zhijia.law.calendar import national_calendar
from zhijia.law.judging import judge_duty, judge_number, judge_share, judge_span, judge_term, reaches
from zhijia.law.resolver import ResolvedParameter, parameter
from zhijia.law.verdicts import noted, refuse
from zhijia.law.votes import Tally, least_of, most_of
from zhijia.lib.findings import Severity, blocks
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import SHANGHAI

CALENDAR = national_calendar()
TODAY = date(2026, 11, 26)
ENGLISH = {"中文": "English", "《{title}》{article}（{year}年）": "“{title}” {article} ({year})"}


def law(key: str, *, place: str = "CN-3205", on: date = TODAY) -> ResolvedParameter:
    return parameter(key, place=place, on=on)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@given(whole=st.integers(0, 500), part=st.integers(0, 500))
def test_the_least_and_the_most_are_what_the_bound_allows(whole: int, part: int) -> None:
    for limit in (Fraction(2, 3), Fraction(1, 2), Fraction(1, 3)):
        assert Bound.AT_LEAST.is_kept_by(part, whole, limit) == (part >= Bound.AT_LEAST.least_of(whole, limit))
        assert Bound.MORE_THAN.is_kept_by(part, whole, limit) == (part >= Bound.MORE_THAN.least_of(whole, limit))
        assert Bound.AT_MOST.is_kept_by(part, whole, limit) == (part <= Bound.AT_MOST.most_of(whole, limit))
        assert Bound.LESS_THAN.is_kept_by(part, whole, limit) == (part <= Bound.LESS_THAN.most_of(whole, limit))


@pytest.mark.parametrize(("delegates", "quorum", "majority"), [(30, 20, 16), (31, 21, 16), (50, 34, 26), (1, 1, 1)])
def test_quorum_and_majority_in_whole_delegates(delegates: int, quorum: int, majority: int) -> None:
    """CB-042 is ceil(2N/3), CB-043 is floor(N/2)+1: half is not enough since 2012."""
    assert least_of(law("contract.quorum"), delegates) == quorum
    assert least_of(law("contract.majority"), delegates) == majority


def test_a_third_of_four_negotiators_is_one_outsider() -> None:
    assert [most_of(law("bargaining.outsiders"), n) for n in (3, 4, 5, 6)] == [1, 1, 1, 2]  # CB-015


def test_exactly_half_fails_by_the_stricter_text_and_both_texts_are_shown() -> None:
    """CB-043 with 50 delegates: 25 in favour are 半数以上 and not 过半数."""
    (verdict,) = judge_share(law("contract.majority"), 25, 50)

    assert (verdict.rule, verdict.severity) == ("CB-043", Severity.BLOCK)
    assert [text.law for text in verdict.texts] == ["DM-2012", "CC-2004"]
    assert "《企业民主管理规定》第二十条" in str(verdict.sentence)
    assert "按《集体合同规定》第三十六条（2004年）（不少于1/2）则已达到" in str(verdict.sentence)
    assert judge_share(law("contract.majority"), 26, 50) == ()


def test_before_2012_half_was_enough_for_a_contract() -> None:
    assert judge_share(law("contract.majority", on=date(2007, 6, 1)), 25, 50) == ()  # CB-043
    assert judge_share(law("contract.majority", on=date(2007, 6, 1)), 24, 50) != ()


def test_of_two_terms_the_stricter_warns_and_the_laxer_decides() -> None:
    """CB-052: a wage agreement signed on 2 November 2026 is filed within 7 days, and is in breach after 10."""
    filing, signed, now = law("contract.filing.wage"), date(2026, 11, 2), at("2026-11-20T09:00:00")

    def found(day: str) -> tuple[str, ...]:
        verdicts = judge_term(filing, signed, done=date.fromisoformat(day), now=now, calendar=CALENDAR)
        return tuple(str(verdict.sentence) for verdict in verdicts)

    assert found("2026-11-09") == ()
    (late,) = found("2026-11-10")
    assert "2026年11月9日届满" in late
    assert "按《集体合同规定》第四十二条（2004年）（不超过10个自然日）则已达到" in late
    (broken,) = found("2026-11-13")
    assert "2026年11月12日届满" in broken
    assert "不一致" not in broken
    assert filing.number == 10
    assert filing.strictest.number == 7


def test_hours_of_a_week_between_two_texts_are_warned() -> None:
    """FL-04: 40 by the State Council's rule, 44 still printed in the Labour Law."""
    assert judge_number(law("hours.week"), 40) == ()
    (warned,) = judge_number(law("hours.week"), 44)
    assert "国务院关于职工工作时间的规定" in str(warned.sentence)
    assert "则已达到" in str(warned.sentence)
    assert len(judge_number(law("hours.week"), 45)) == 1
    (said,) = judge_number(law("hours.week"), Fraction(91, 2))  # FL-04: half an hour is no fraction to a reader
    assert "现为45.5小时" in str(said.sentence)


def test_what_nobody_knows_informs_and_does_not_block() -> None:
    (verdict,) = judge_number(law("wage.minimum"), 100_000)  # FL-01 before the city enters its figure

    assert verdict.severity is Severity.INFO
    assert verdict.texts == ()
    assert "还没有录入" in str(verdict.sentence)


def test_an_act_at_the_last_second_is_in_time_and_at_midnight_late() -> None:
    reply, served = law("bargaining.reply"), date(2026, 11, 3)  # CB-003: until 23 November

    in_time = judge_term(
        reply, served, done=at("2026-11-23T23:59:59"), now=at("2026-12-01T00:00:00"), calendar=CALENDAR
    )
    late = judge_term(reply, served, done=at("2026-11-24T00:00:00"), now=at("2026-12-01T00:00:00"), calendar=CALENDAR)

    assert in_time == ()
    assert [verdict.severity for verdict in late] == [Severity.WARN]


def test_what_is_not_done_is_late_only_when_the_term_is_over() -> None:
    reply, served = law("bargaining.reply"), date(2026, 11, 3)

    assert judge_term(reply, served, done=None, now=at("2026-11-23T23:59:59"), calendar=CALENDAR) == ()
    (open_,) = judge_term(reply, served, done=None, now=at("2026-11-24T00:00:00"), calendar=CALENDAR)
    assert "还没有办理" in str(open_.sentence)


@pytest.mark.parametrize(
    ("first", "last", "rules"),
    [
        ("2024-02-29", "2025-02-27", []),
        ("2024-03-01", "2025-02-28", []),
        ("2024-03-01", "2025-02-27", ["CB-061"]),
        ("2023-03-01", "2026-02-28", []),
        ("2023-03-01", "2026-03-01", []),
        ("2023-03-01", "2026-03-02", ["CB-061"]),
    ],
)
def test_a_contract_runs_one_to_three_years(first: str, last: str, rules: list[str]) -> None:
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)

    found = (
        *judge_span(law("contract.term.shortest"), first=begins, last=ends),
        *judge_span(law("contract.term.longest"), first=begins, last=ends),
    )

    assert [verdict.rule for verdict in found] == rules
    assert blocks(found) == bool(rules)


def test_a_duty_that_is_not_known_to_be_met_warns_at_most() -> None:
    (unknown,) = judge_duty(law("bargaining.offer.written"), is_met=None)
    (broken,) = judge_duty(law("bargaining.offer.written"), is_met=False)

    assert (unknown.severity, broken.severity) == (Severity.WARN, Severity.BLOCK)
    assert judge_duty(law("bargaining.offer.written"), is_met=True) == ()


def test_a_duty_read_in_another_region_binds_nobody_and_frees_nobody() -> None:
    """CB-011: what Zhejiang's text allows is shown for comparison, wherever the city lies."""
    assert blocks(judge_duty(law("bargaining.negotiators.equal", place="CN-33"), is_met=False))
    assert blocks(judge_duty(law("bargaining.negotiators.equal"), is_met=False))


def test_verdicts_refuse_or_warn_alike_for_every_flow() -> None:
    blocked = judge_number(law("bargaining.negotiators.least"), 2)
    warned = judge_number(law("hours.week"), 44)

    with pytest.raises(Refused, match="不得少于3人，现为2人"):
        refuse((*warned, *blocked), field="negotiators")
    refuse(warned)
    assert noted((*warned, *blocked)) == warned


def test_a_threshold_says_from_where_another_rule_begins() -> None:
    assert reaches(law("layoff.people"), 20)  # CB-072
    assert not reaches(law("layoff.people"), 19)
    assert reaches(law("layoff.share"), 10, 100)
    assert not reaches(law("layoff.share"), 9, 100)
    assert not reaches(law("wage.minimum"), 10**9)


def test_a_sentence_names_the_rule_in_the_readers_language() -> None:
    (verdict,) = judge_number(law("bargaining.negotiators.least"), 2)

    assert "Negotiators on each side" in verdict.sentence.said_in(lambda text: ENGLISH.get(text, text))


@pytest.mark.parametrize(
    ("changed", "adds_up"),
    [({}, True), ({"yes": 21}, False), ({"invalid": 3}, False), ({"issued": 41}, False), ({"returned": 39}, False)],
)
def test_a_tally_adds_up_or_does_not(changed: dict[str, int], adds_up: bool) -> None:
    """WC-023."""
    counted = {
        "present": 40,
        "issued": 40,
        "returned": 38,
        "valid": 36,
        "invalid": 2,
        "yes": 20,
        "no": 10,
        "abstain": 6,
    }

    assert Tally(**(counted | changed)).adds_up is adds_up
