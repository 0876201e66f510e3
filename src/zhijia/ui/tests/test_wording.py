from datetime import date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from zhijia.ui import wording

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "shown"), [("zh-hans", "2026年11月22日"), ("zh", "2026年11月22日"), ("en", "22 Nov 2026")]
)
def test_a_full_date_reads_in_the_language_of_the_page(language: str, shown: str) -> None:
    assert wording.full_date(SUNDAY, language=language) == shown


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 11, 21), "昨天", "yesterday"),
        (date(2026, 11, 22), "今天", "today"),
        (date(2026, 11, 23), "明天", "tomorrow"),
        (date(2026, 11, 30), "11月30日 周一", "Mon 30 Nov"),
        (date(2027, 1, 3), "2027年1月3日 周日", "Sun 3 Jan 2027"),
    ],
)
def test_a_near_date_says_its_weekday_and_the_year_only_when_it_differs(day: date, chinese: str, english: str) -> None:
    assert wording.near_date(day, language="zh-hans", today=SUNDAY) == chinese
    assert wording.near_date(day, language="en", today=SUNDAY) == english


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (1234.5, "1,234.5"),
        (100, "100"),
        (Decimal("0.005"), "0.01"),
        (-1200, "-1,200"),
    ],
)
def test_numbers_are_grouped_by_three(value: float | Decimal, shown: str) -> None:
    assert wording.grouped(value) == shown


@pytest.mark.parametrize(
    ("share", "places", "shown"),
    [
        (0, 1, "0.0%"),
        (1, 1, "100.0%"),
        (0.931, 1, "93.1%"),
        (0.78, 0, "78%"),
        (0.9999, 1, "99.9%"),
        (0.0001, 1, "0.1%"),
        (0.999, 0, "99%"),
    ],
)
def test_a_share_never_rounds_to_all_or_nothing(share: float, places: int, shown: str) -> None:
    assert wording.percent(share, places=places) == shown


@pytest.mark.parametrize(("fen", "shown"), [(123400, "¥1,234.00"), (5, "¥0.05"), (-1, "-¥0.01")])
def test_fen_are_shown_as_yuan(fen: int, shown: str) -> None:
    assert wording.yuan(fen) == shown


def test_filters_use_local_days_and_the_active_language() -> None:
    page = Template("{% load ui_text %}{{ at|full_date }} {{ at|moment }} {{ none|full_date }}{{ none|grouped }}")
    context = {"at": datetime.fromisoformat("2026-11-22T17:30:00+00:00"), "none": None}

    with translation.override("zh-hans"):
        assert page.render(Context(context)) == "2026年11月23日 2026年11月23日 01:30 "
    with translation.override("en"):
        assert page.render(Context(context)) == "23 Nov 2026 23 Nov 2026 01:30 "


def test_coordinates_have_a_point_whatever_the_language() -> None:
    assert Template("{% load ui_text %}{{ x|pixels:-8 }}").render(Context({"x": 1234.5})) == "1226.5"


def test_a_long_date_says_its_weekday() -> None:
    assert wording.long_date(SUNDAY, language="zh-hans") == "2026年11月22日 周日"
    assert wording.long_date(SUNDAY, language="en") == "Sun 22 Nov 2026"
