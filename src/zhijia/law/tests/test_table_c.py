"""Every rule of table C in a worked example on real days: kept, and refused, warned or recorded when it is not."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from zhijia.law.calendar import national_calendar
from zhijia.law.judging import judge_duty, judge_number, judge_share, judge_term, reaches
from zhijia.law.resolver import ResolvedParameter, all_parameters, parameter
from zhijia.law.spans import Extension
from zhijia.law.tests.worked_duties import DUTIES, NOT_YET
from zhijia.law.tests.worked_numbers import NUMBERS, SHARES, THRESHOLDS
from zhijia.law.tests.worked_terms import BACKWARD, EXTENDED, TERMS
from zhijia.law.verdicts import Verdict
from zhijia.lib.shanghai import end_of_day, start_of_day

CALENDAR = national_calendar()
ELSEWHERE = {"CB-061", "CB-063", "CB-052", "FL-01", "ST-02", "ST-03"}
"""Rules whose worked example is not a row of a table: test_judging.py, test_periods.py, and the numbers of bargaining (ST-02)."""


def numbered(letters: str, spans: str, *, width: int) -> set[str]:
    """CB and 1-3,5 to CB-001, CB-002, CB-003, CB-005."""
    bounds = (part.split("-") for part in spans.split(","))
    return {
        f"{letters}-{n:0{width}d}" for first, *last in bounds for n in range(int(first), int((last or [first])[0]) + 1)
    }


TABLE_C = (
    numbered("CB", "1-6,10-25,30-34,40-46,50-76", width=3)
    | numbered("FL", "1-10", width=2)
    | numbered("LS", "1-11", width=2)
    | numbered("ST", "1-3", width=2)
)


def asked(key: str, on: str) -> ResolvedParameter:
    return parameter(key, place="CN-320583", on=date.fromisoformat(on))


def told(verdicts: tuple[Verdict, ...]) -> list[tuple[str, str]]:
    return [(verdict.rule, verdict.severity.value) for verdict in verdicts]


def test_every_rule_of_table_c_is_encoded_and_has_a_worked_example() -> None:
    encoded = {rule for declared in all_parameters().values() for rule in declared.rules}
    rows: list[tuple[object, ...]] = [*DUTIES, *NUMBERS, *SHARES, *THRESHOLDS, *TERMS, *BACKWARD, *EXTENDED]
    worked = {str(row[0]) for row in rows} | ELSEWHERE

    assert TABLE_C - encoded == set()
    assert TABLE_C - worked == set()


@pytest.mark.parametrize(("rule", "key", "on", "severity", "source"), DUTIES)
def test_a_duty_is_kept_or_bites(rule: str, key: str, on: str, severity: str, source: str) -> None:
    law = asked(key, on)

    assert rule in law.parameter.rules
    assert judge_duty(law, is_met=True, rule=rule) == ()
    broken = judge_duty(law, is_met=False, rule=rule)
    assert told(broken) == [(rule, severity)]
    assert law.parameter.label["zh"] in str(broken[0].sentence)
    text = broken[0].texts[0]
    assert f"{text.law} {text.source.article or ''}".strip() == source


@pytest.mark.parametrize(("rule", "key", "on"), NOT_YET)
def test_before_its_day_a_rule_binds_nobody(rule: str, key: str, on: str) -> None:
    assert told(judge_duty(asked(key, on), is_met=False, rule=rule)) == [(rule, "info")]


@pytest.mark.parametrize(("rule", "key", "on", "good", "bad", "severity"), NUMBERS)
def test_a_number_is_kept_or_bites(
    rule: str, key: str, on: str, good: int | Fraction, bad: int | Fraction, severity: str
) -> None:
    law = asked(key, on)

    assert judge_number(law, good, rule=rule) == ()
    assert told(judge_number(law, bad, rule=rule)) == [(rule, severity)]


@pytest.mark.parametrize(("rule", "key", "on", "good", "bad", "severity"), SHARES)
def test_a_share_is_kept_or_bites(
    rule: str, key: str, on: str, good: tuple[int, int], bad: tuple[int, int], severity: str
) -> None:
    law = asked(key, on)

    assert judge_share(law, *good, rule=rule) == ()
    assert told(judge_share(law, *bad, rule=rule)) == [(rule, severity)]


@pytest.mark.parametrize(("rule", "key", "on", "reached", "short"), THRESHOLDS)
def test_a_threshold_is_reached_or_not(
    rule: str, key: str, on: str, reached: tuple[int, int], short: tuple[int, int]
) -> None:
    law = asked(key, on)

    assert rule in law.parameter.rules
    assert reaches(law, *reached)
    assert not reaches(law, *short)


@pytest.mark.parametrize(("rule", "key", "start", "last", "severity"), TERMS)
def test_a_term_is_kept_to_its_last_second(rule: str, key: str, start: str, last: str, severity: str) -> None:
    law, begun, due_on = asked(key, start), date.fromisoformat(start), date.fromisoformat(last)

    def found(done: datetime) -> list[tuple[str, str]]:
        return told(judge_term(law, begun, done=done, now=done, calendar=CALENDAR, rule=rule))

    assert found(end_of_day(due_on)) == []
    assert found(start_of_day(due_on + timedelta(days=1))) == [(rule, severity)]


@pytest.mark.parametrize(("rule", "key", "event", "last", "severity"), BACKWARD)
def test_not_later_than_before_an_event(rule: str, key: str, event: str, last: str, severity: str) -> None:
    law, due_on = asked(key, event), date.fromisoformat(last)
    now = end_of_day(date.fromisoformat(event))

    def found(done: date) -> list[tuple[str, str]]:
        return told(judge_term(law, date.fromisoformat(event), done=done, now=now, calendar=CALENDAR, rule=rule))

    assert found(due_on) == []
    assert found(due_on + timedelta(days=1)) == [(rule, severity)]


@pytest.mark.parametrize(("rule", "key", "more", "start", "last"), EXTENDED)
def test_an_extension_lengthens_by_what_the_law_allows(rule: str, key: str, more: str, start: str, last: str) -> None:
    law, longer = asked(key, start), asked(more, start).term
    extension = Extension(longer.amount, longer.unit, "案情复杂")

    def found(done: date) -> list[tuple[str, str]]:
        begun, now = date.fromisoformat(start), end_of_day(done)
        return told(judge_term(law, begun, done=done, now=now, calendar=CALENDAR, extensions=(extension,), rule=rule))

    assert found(date.fromisoformat(last)) == []
    assert found(date.fromisoformat(last) + timedelta(days=1)) == [(rule, law.severity.value)]


def test_the_citys_minimum_wage_is_the_floor_of_its_contracts() -> None:
    """FL-01: nothing is known until the city enters the announced figure; from then on it blocks."""
    law = asked("wage.minimum", "2026-09-01")

    assert told(judge_number(law, 1)) == [("FL-01", "info")]
