"""The lights of the cockpit: value against target against the share of the period gone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from zhijia.law.lights import Light, Reading
from zhijia.law.target_lights import Comparator, TargetFacts, is_cap, share_done, target_light

# 270 A-grade enterprises within the second half of 2026.
AIM = TargetFacts(
    value=0,
    target=270,
    comparator=Comparator.AT_LEAST,
    period_from=date(2026, 7, 1),
    period_to=date(2026, 12, 31),
)
RATE = replace(AIM, target=Decimal(85), baseline=Decimal(70), value=Decimal(70))
CAP = replace(AIM, target=20, comparator=Comparator.AT_MOST)
REDUCTION = replace(CAP, target=10, baseline=20, value=20)
OCTOBER = date(2026, 10, 1)  # half of the 184 days lie behind


def reading_of(facts: TargetFacts, today: date = OCTOBER) -> Reading:
    return target_light(facts, today=today, near_days=7, behind_percent=15)


@pytest.mark.parametrize(
    ("value", "light"),
    [(0, Light.YELLOW), (94, Light.YELLOW), (95, Light.GREEN), (135, Light.GREEN), (270, Light.GREEN)],
)
def test_an_aim_is_measured_against_the_share_of_its_period(value: int, light: Light) -> None:
    assert reading_of(replace(AIM, value=value)).light is light


def test_the_reason_gives_both_shares() -> None:
    assert str(reading_of(replace(AIM, value=90)).reason) == "时间已过50%，完成33%"


def test_an_aim_missed_at_the_end_is_red_and_near_the_end_is_blue() -> None:
    nearly = replace(AIM, value=260)

    assert reading_of(nearly, date(2026, 12, 28)).light is Light.BLUE
    assert reading_of(nearly, date(2026, 12, 31)).light is Light.BLUE
    assert reading_of(nearly, date(2027, 1, 1)).light is Light.RED
    assert reading_of(replace(AIM, value=270), date(2027, 1, 1)).light is Light.GREEN


def test_a_rate_is_measured_from_its_baseline() -> None:
    assert share_done(replace(RATE, value=Decimal("77.5"))) == Fraction(1, 2)
    assert reading_of(RATE).light is Light.YELLOW
    assert reading_of(replace(RATE, value=Decimal("77.5"))).light is Light.GREEN
    assert share_done(replace(RATE, value=Decimal(60))) == 0


def test_no_data_is_grey_and_says_since_when() -> None:
    never = replace(AIM, value=None)

    assert reading_of(never).light is Light.GREY
    assert str(reading_of(never).reason) == "从2026年7月1日起没有报送"
    assert str(reading_of(replace(never, last_reported_on=date(2026, 8, 31))).reason) == "2026年8月31日以后没有报送"


def test_zero_is_a_value_and_not_a_missing_report() -> None:
    assert reading_of(replace(AIM, value=0), date(2026, 7, 2)).light is Light.GREEN
    assert reading_of(replace(AIM, value=0), date(2026, 12, 1)).light is Light.YELLOW


def test_before_its_period_a_target_is_grey() -> None:
    assert reading_of(AIM, date(2026, 6, 30)).light is Light.GREY


@pytest.mark.parametrize(
    ("value", "light"), [(0, Light.GREEN), (13, Light.GREEN), (14, Light.YELLOW), (20, Light.YELLOW), (21, Light.RED)]
)
def test_a_limit_reverses_the_light(value: int, light: Light) -> None:
    assert is_cap(CAP)
    assert reading_of(replace(CAP, value=value)).light is light


def test_a_limit_kept_to_the_end_is_green() -> None:
    assert reading_of(replace(CAP, value=20), date(2027, 1, 1)).light is Light.GREEN


def test_a_limit_of_none_at_all_is_broken_by_the_first() -> None:
    assert reading_of(replace(CAP, target=0, value=0)).light is Light.GREEN
    assert reading_of(replace(CAP, target=0, value=1)).light is Light.RED


@pytest.mark.parametrize(("value", "light"), [(20, Light.YELLOW), (15, Light.GREEN), (10, Light.GREEN)])
def test_a_reduction_has_time_until_its_period_ends(value: int, light: Light) -> None:
    assert not is_cap(REDUCTION)
    assert reading_of(replace(REDUCTION, value=value)).light is light


def test_a_reduction_not_reached_is_red_afterwards() -> None:
    assert reading_of(replace(REDUCTION, value=12), date(2027, 1, 1)).light is Light.RED


def test_a_level_to_be_kept_is_done_while_it_is_kept() -> None:
    kept = replace(RATE, baseline=Decimal(85), value=Decimal(85))

    assert share_done(kept) == 1
    assert share_done(replace(kept, value=Decimal(84))) == 0


def test_nothing_reported_has_no_share() -> None:
    with pytest.raises(ValueError, match="nothing reported"):
        share_done(replace(AIM, value=None))
