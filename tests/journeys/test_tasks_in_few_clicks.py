"""Three tasks of every day take at most four clicks each (issue A §7), counted from the first page after the login."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import sitting

pytestmark = pytest.mark.browser
MOST_CLICKS = 4


def test_find_the_late_task(chromium: Browser, city_to_change: str) -> None:
    with sitting(chromium, city_to_change) as person:
        person.sign_in("city.supervisor")
        page = person.page
        page.goto("/plans/")
        person.click(page.locator("tbody a[data-open]").first)
        person.click(page.get_by_role("link", name=re.compile("任务清单|交办任务")).first)
        person.click(page.locator(".chip", has_text="逾期"))

        expect(page.locator("tbody tr").first).to_be_visible()
        assert person.clicks <= MOST_CLICKS
        assert {light.strip() for light in page.locator("tbody .light").all_inner_texts()} == {"逾期"}


def test_assigning_ten_tasks_takes_few_clicks(chromium: Browser, city_to_change: str, ten_open_tasks: str) -> None:
    """Ticked by the keyboard, given away by the mouse."""
    with sitting(chromium, city_to_change) as person:
        person.sign_in("city.research")
        page = person.page
        page.goto(ten_open_tasks)
        for _ in range(10):
            page.keyboard.press("j")
            page.keyboard.press("x")
        expect(page.locator("[data-bulk-count]")).to_have_text("10")
        person.click(page.get_by_role("button", name="交办所选任务"))
        lead = page.get_by_label("牵头岗位")
        person.clicks += 2  # open the list, choose
        lead.select_option(index=1)
        person.click(page.get_by_role("button", name="交办", exact=True))

        expect(page.locator("main .badge", has_text="已交办")).to_have_count(10)
        assert person.clicks <= MOST_CLICKS


def test_explain_a_date(chromium: Browser, city_to_change: str) -> None:
    with sitting(chromium, city_to_change) as person:
        person.sign_in("c7.organising")
        page = person.page
        page.goto("/desk/")
        person.click(page.locator("tbody a[data-open]").first)
        person.click(page.locator("#pane .why summary").first)

        expect(page.locator("#pane .why-body").first).to_be_visible()
        assert person.clicks <= MOST_CLICKS
