"""What a federation sees of the congresses below it, on one page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.engines.indicators.day import on_day
from zhijia.organisation.panels import PanelQuestion
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.panels.beside import read_of_enterprise
from zhijia.services.congress.presenting.overview import Overview, read_overview
from zhijia.services.congress.queries import count_due_by_month, terms_due
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.tests.test_numbers_of_congress import FIRST, held, numbers
from zhijia.services.congress.tests.test_sessions import staff_meeting


def seen(city: SmallCity, day: date) -> Overview:
    with scoped(city.county_cadre.actor):
        return read_overview(city.county_cadre.actor, today=day)


def test_late_and_due_congresses_and_broken_rules_stand_on_the_page_of_the_county_with_their_lists(
    city: SmallCity,
) -> None:
    with on_day(FIRST):
        held(staff_meeting(city), 30)

    page = seen(city, date(2026, 11, 27))
    assert ([row.due_on for row in page.soon], page.late) == ([date(2027, 11, 27)], [])
    assert [(month.first_on, month.number) for month in page.months] == [(date(2027, 11, 1), 1)]
    assert [(str(one.label), one.count, one.is_current) for one in page.chips][1:] == [("2027年11月", 1, False)]
    with scoped(city.county_cadre.actor):
        of_month = [
            read_overview(city.county_cadre.actor, today=date(2026, 11, 27), month=month)
            for month in (date(2027, 11, 1), date(2027, 10, 1))
        ]
    assert [([row.due_on for row in one.soon], one.is_cut) for one in of_month] == [
        ([date(2027, 11, 27)], False),
        ([], False),
    ]
    assert [(row.rule, row.number) for row in page.broken] == [("WC-016", 1)]
    assert page.broken[0].url == reverse("indicators:records", args=["congress.findings.wc-016"])
    late = seen(city, date(2027, 11, 28))
    assert ([row.due_on for row in late.late], late.soon, late.broken) == ([date(2027, 11, 27)], [], [])
    with scoped(city.south_chair.actor):
        assert not terms_due(city.south_chair.actor, today=date(2026, 11, 27), is_late=False).exists()
        assert count_due_by_month(city.south_chair.actor, today=date(2026, 11, 27)) == []


@pytest.mark.parametrize("met_on", [date(2027, 2, 28), date(2028, 2, 29), date(2027, 8, 31)])
def test_the_calendar_and_the_number_turn_late_on_the_same_day(city: SmallCity, met_on: date) -> None:
    """WC-013: also over the end of February."""
    with on_day(FIRST):
        staff_meeting(city)
    with scoped(BUILDER):
        CongressSession.objects.update(opened_on=met_on)
    with scoped(city.county_cadre.actor):
        due_on = terms_due(city.county_cadre.actor, today=met_on, is_late=False).get().due_on

    assert numbers(city, due_on.isoformat(), "held_on_time") == {"held_on_time": (1, 1)}
    after = date.fromordinal(due_on.toordinal() + 1)
    assert numbers(city, after.isoformat(), "held_on_time") == {"held_on_time": (0, 1)}


def test_the_page_of_the_enterprise_says_by_when_its_congress_meets_again(city: SmallCity) -> None:
    with on_day(FIRST):
        held(staff_meeting(city), 30)
    said = {}
    for day in (date(2027, 11, 27), date(2027, 11, 28)):
        with scoped(city.chair.actor):
            shown = read_of_enterprise(PanelQuestion(city.chair.actor, city.mill, day))
        facts: Any = (shown or {})["facts"]
        said[day.day] = (str(facts[-1].value), facts[-1].note)

    assert said == {
        27: ("2027年11月27日", "上次召开 2026年11月27日"),
        28: ("2027年11月27日", "已逾期 · 上次召开 2026年11月27日"),
    }


def test_the_page_opens_for_a_cadre_and_leads_to_the_lists(city: SmallCity, client: Client) -> None:
    client.force_login(city.county_cadre.user)

    answer = client.get(reverse("congress:overview")).content.decode()

    assert reverse("indicators:records", args=["congress.not_carried_out"]) in answer
    assert "没有逾期的职代会。" in answer
    for month in ("2027-11", "2027-13", "x"):
        assert client.get(reverse("congress:overview"), {"month": month}).status_code == 200
