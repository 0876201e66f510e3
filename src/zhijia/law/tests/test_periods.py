"""What follows by itself: renewal windows, statistical years, protected time."""

from datetime import date

import pytest

from zhijia.law.calendar import national_calendar
from zhijia.law.judging import judge_number
from zhijia.law.periods import Period, protected_until, year_of_statistics
from zhijia.law.resolver import Override, ResolvedParameter, parameter
from zhijia.law.terms import compute_due
from zhijia.law.versions import Confidence, Source
from zhijia.lib.findings import Severity

CALENDAR = national_calendar()


def law(key: str, on: str = "2026-06-12") -> ResolvedParameter:
    return parameter(key, place="CN-3205", on=date.fromisoformat(on))


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
    found = compute_due(date.fromisoformat(last), law(key).term, calendar=CALENDAR)

    assert found.due_on == date.fromisoformat(first)


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


def test_a_negotiators_labour_contract_runs_to_the_end_of_the_mandate() -> None:
    """CB-023."""
    assert protected_until(date(2026, 6, 30), date(2026, 12, 31)) == date(2026, 12, 31)
    assert protected_until(date(2027, 6, 30), date(2026, 12, 31)) == date(2027, 6, 30)


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
