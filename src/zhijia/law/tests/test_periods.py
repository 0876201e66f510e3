"""What follows by itself: effect, expiry, windows, statistical years, protected time."""

from datetime import date, datetime

import pytest

from zhijia.law.calendar import national_calendar
from zhijia.law.judging import judge_number
from zhijia.law.periods import (
    Period,
    effect_of_silence,
    is_valid_on,
    judge_validity,
    judge_window,
    maternity_days,
    protected_until,
    window_before,
    year_of_statistics,
)
from zhijia.law.resolver import Override, ResolvedParameter, parameter
from zhijia.law.terms import compute_due
from zhijia.law.versions import Confidence, Source
from zhijia.lib.findings import Severity
from zhijia.lib.shanghai import SHANGHAI

CALENDAR = national_calendar()


def law(key: str, on: str = "2026-06-12") -> ResolvedParameter:
    return parameter(key, place="CN-3205", on=date.fromisoformat(on))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("objected", "now", "effective"),
    [
        (None, "2026-10-08T23:59:59", None),
        (None, "2026-10-09T00:00:00", "2026-10-09T00:00:00"),
        ("2026-10-08T23:59:59", "2026-10-20T09:00:00", None),
        ("2026-10-09T00:00:00", "2026-10-20T09:00:00", "2026-10-09T00:00:00"),
    ],
)
def test_silence_brings_a_contract_into_force_after_the_rolled_fifteenth_day(
    objected: str | None, now: str, effective: str | None
) -> None:
    """CB-057: received on 21 September 2026; the 15th day lies in Golden Week and rolls to 8 October."""
    review = compute_due(date(2026, 9, 21), law("contract.review").term, calendar=CALENDAR)

    found = effect_of_silence(review, objected_at=at(objected) if objected else None, now=at(now))

    assert found == (at(effective) if effective else None)


@pytest.mark.parametrize(
    ("key", "last", "first"),
    [
        ("contract.renewal", "2026-12-31", "2026-09-30"),
        ("contract.renewal", "2026-05-31", "2026-02-28"),
        ("contract.renewal", "2024-05-31", "2024-02-29"),
        ("contract.renewal.wage", "2026-12-31", "2026-11-01"),
        ("contract.renewal.wage", "2024-04-29", "2024-02-29"),
    ],
)
def test_renewal_may_be_demanded_in_a_window_before_the_end(key: str, last: str, first: str) -> None:
    """CB-063."""
    ends, opens = date.fromisoformat(last), date.fromisoformat(first)

    assert window_before(law(key), ends, calendar=CALENDAR) == Period(opens, ends)
    assert judge_window(law(key), ends, on=opens, calendar=CALENDAR) == ()
    early = judge_window(law(key), ends, on=date.fromordinal(opens.toordinal() - 1), calendar=CALENDAR)
    assert [(verdict.rule, verdict.severity) for verdict in early] == [("CB-063", Severity.INFO)]


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [("2026-01-14", False), ("2026-01-15", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_a_contract_is_valid_from_its_effect_to_its_last_day(day: str, is_valid: bool) -> None:
    """ST-02, CB-064: nothing extends it by itself."""
    contract = {"effective_on": date(2026, 1, 15), "last": date(2026, 12, 31)}

    assert is_valid_on(date.fromisoformat(day), **contract) is is_valid
    found = judge_validity(law("statistics.valid"), on=date.fromisoformat(day), **contract)
    assert [(verdict.rule, verdict.severity) for verdict in found] == ([] if is_valid else [("ST-02", Severity.BLOCK)])
    expired = judge_validity(law("contract.expiry"), on=date.fromisoformat(day), **contract)
    assert [(verdict.rule, verdict.severity) for verdict in expired] == (
        [] if is_valid else [("CB-064", Severity.INFO)]
    )


def test_a_contract_dissolved_early_is_valid_to_that_day() -> None:
    last, ended = date(2026, 12, 31), date(2026, 6, 30)

    assert is_valid_on(date(2026, 6, 30), effective_on=date(2026, 1, 1), last=last, ended_on=ended)
    assert not is_valid_on(date(2026, 7, 1), effective_on=date(2026, 1, 1), last=last, ended_on=ended)
    assert not is_valid_on(date(2026, 6, 30), effective_on=None, last=last)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2014-09-30", "2013-10-01", "2014-09-30"),
        ("2014-10-01", "2014-10-01", "2015-09-30"),
        ("2026-11-26", "2026-10-01", "2027-09-30"),
        ("2024-02-29", "2023-10-01", "2024-09-30"),
    ],
)
def test_the_statistical_year_of_the_unions_begins_in_october(day: str, first: str, last: str) -> None:
    """ST-03."""
    found = year_of_statistics(law("statistics.year_start"), date.fromisoformat(day))

    assert found == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert found.holds(date.fromisoformat(day))


def test_a_negotiators_labour_contract_runs_to_the_end_of_the_mandate() -> None:
    """CB-023."""
    assert protected_until(date(2026, 6, 30), date(2026, 12, 31)) == date(2026, 12, 31)
    assert protected_until(date(2027, 6, 30), date(2026, 12, 31)) == date(2027, 6, 30)


@pytest.mark.parametrize(("is_difficult", "children", "days"), [(False, 1, 98), (True, 1, 113), (True, 3, 143)])
def test_maternity_leave_adds_up(is_difficult: bool, children: int, days: int) -> None:
    """FL-09."""
    numbers = {
        "base": law("maternity.leave").number,
        "difficult": law("maternity.difficult").number,
        "further_child": law("maternity.further_child").number,
    }

    assert maternity_days(**numbers, is_difficult=is_difficult, children=children) == days


def test_the_minimum_wage_that_a_city_enters_blocks() -> None:
    """FL-01, with a made-up figure of a made-up city."""
    row = Override(
        key="wage.minimum",
        place="CN-3205",
        value=200_000,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        source=Source("关于调整最低工资标准的通知", None, 2026),
        confidence=Confidence.VERIFIED,
        reference="override-1",
    )
    floor = parameter("wage.minimum", place="CN-3205", on=date(2026, 6, 12), overrides=[row])

    assert judge_number(floor, 200_000) == ()
    (verdict,) = judge_number(floor, 199_999)
    assert (verdict.rule, verdict.severity) == ("FL-01", Severity.BLOCK)
    assert "¥2,000.00" in str(verdict.sentence)
