"""The leader: from a goal on the cockpit through the county and the list to a record, and a recount on the spot."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import DESK, WALL, sitting

pytestmark = pytest.mark.browser


def test_from_a_goal_to_a_record(chromium: Browser, city_to_read: str) -> None:
    with sitting(chromium, city_to_read) as person:
        person.sign_in("city.leader")
        page = person.page
        expect(page.locator(".goals .goal")).to_have_count(3)
        assert person.faults() == []

        person.follow(
            page.locator(".goal a[href*='organising.coverage']").first, "/cockpit/numbers/organising.coverage/"
        )
        assert person.faults() == []
        shown = page.locator("main").inner_text()
        person.follow(page.locator("main table a[href*='at=']").first, "at=")
        county = page.url
        person.follow(page.locator("main a[href*='/list/']").first, "/list/")
        assert person.faults() == []
        person.follow(page.locator("tbody a").first, "/enterprises/")
        assert "%" in shown
        page.goto(county)
        person.click(page.get_by_role("button", name=re.compile("核对这个数字")))
        expect(page.locator("main")).to_contain_text(re.compile("一致|相符"))


def test_the_wall_fills_the_big_screen(chromium: Browser, city_to_read: str) -> None:
    with sitting(chromium, city_to_read, size=WALL) as person:
        person.sign_in("city.leader")
        person.page.goto("/cockpit/wall/")

        assert person.faults() == []


@pytest.mark.parametrize("size", [DESK, WALL])
def test_a_county_leader_sees_her_county_only(chromium: Browser, city_to_read: str, size: tuple[int, int]) -> None:
    with sitting(chromium, city_to_read, size=size) as person:
        person.sign_in("c7.leader")
        person.page.goto("/cockpit/")
        shown = person.page.locator("body").inner_text()

        assert "常熟" not in shown
        assert person.faults() == []
