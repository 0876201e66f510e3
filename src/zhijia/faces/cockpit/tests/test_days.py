"""The board, the page of a number and its list speak of one day, and of each number once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from zhijia.engines.indicators.day import on_day
from zhijia.faces.cockpit.tests.test_cockpit import COVERAGE, DAY, hrefs, page, plain, promise
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import TODAY, SmallCity, build_small_city
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.tests.tasks.story import assign_to_county, make_plan, make_tasks

pytestmark = pytest.mark.database


@pytest.fixture
def city(db: None) -> SmallCity:
    with on_day(TODAY - timedelta(days=400)):
        return build_small_city()


@pytest.fixture
def plan(city: SmallCity) -> PlanDocument:
    return make_plan(city)


def test_number_page_and_list_are_of_the_day_of_the_tile(city: SmallCity, plan: PlanDocument) -> None:
    """The tile of a target that is over links to its last day; the page of today says both days, with a link back."""
    promise(city, plan, COVERAGE, 90, period_to=date(2026, 9, 30))
    with on_day(date(2026, 10, 15)), scoped(city.administrator.actor):
        Enterprise.objects.filter(pk=city.lone.pk).update(headcount=1)

    link = next(found for found in hrefs(page(city.leader, f"/cockpit/?on={DAY}")) if f"/numbers/{COVERAGE}/" in found)
    number = page(city.leader, link)
    now = page(city.leader, f"/cockpit/numbers/{COVERAGE}/?on={DAY}")

    assert "on=2026-09-30" in link
    assert "66.7 % / 90 % 逾期" in plain(number)
    assert any("/list/" in found and "on=2026-09-30" in found for found in hrefs(number))
    assert "100.0 %" in plain(now)
    assert "考核期已于2026年9月30日结束：66.7 / 90 %" in plain(now)
    assert link in hrefs(now)


def test_a_target_that_is_reached_asks_for_nothing_though_its_task_is_open(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = make_tasks(city)[0]
    assign_to_county(city, task)
    promise(city, task.plan, COVERAGE, 60, task=task)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2027, 1, 3))

    assert "逾期 3 日" not in plain(page(city.leader, "/cockpit/"))

    promise(city, task.plan, COVERAGE, 90, task=task)

    assert "逾期 3 日" in plain(page(city.leader, "/cockpit/"))


def test_the_catalogue_names_a_number_of_two_years_once(city: SmallCity) -> None:
    links = hrefs(page(city.leader, "/cockpit/indicators/"))

    assert sum("/numbers/bargaining.offers.wage/" in link for link in links) == 1
    assert sum("/numbers/bargaining.offers.wage.union_year/" in link for link in links) == 1
    assert "按工会统计年度看" in page(city.leader, "/cockpit/indicators/")
    assert "（工会年度）" not in page(city.leader, "/cockpit/indicators/")
