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
        person.follow(page.get_by_role("navigation").get_by_role("link", name="计划", exact=True), "/plans/$")
        person.follow(page.locator("tbody a[data-open]").first, r"/plans/\d+/$")
        person.follow(page.get_by_role("link", name=re.compile("任务清单|交办任务")).first, "/tasks/$")
        person.follow(page.locator(".chip", has_text="逾期"), r"/tasks/\?")

        expect(page.locator("tbody tr").first).to_be_visible()
        assert person.clicks <= MOST_CLICKS
        assert {light.strip() for light in page.locator("tbody .light").all_inner_texts()} == {"逾期"}


@pytest.mark.usefixtures("plenty_of_tasks")
def test_assigning_ten_tasks_takes_few_clicks(chromium: Browser, city_to_change: str) -> None:
    """From the desk: searched and ticked by the keyboard, given away by the mouse to the post of their function line."""
    with sitting(chromium, city_to_change) as person:
        person.sign_in("city.research")
        page = person.page
        if not page.url.endswith("/desk/"):
            person.follow(page.get_by_role("navigation").get_by_role("link", name="待办", exact=True), "/desk/$")
        search = page.get_by_role("searchbox", name="编号或标题", exact=True)
        person.click(search)
        search.fill("补充任务")
        search.press("Enter")
        expect(page.locator("tbody tr")).to_have_count(18)
        for _ in range(10):
            page.keyboard.press("j")
            page.keyboard.press("x")
        expect(page.locator("[data-bulk-count]")).to_have_text("10")
        person.follow(page.locator("[data-bulk]").get_by_role("button", name="交办"), "/desk/bulk/$")
        expect(page.get_by_label("牵头岗位").locator("option:checked")).to_contain_text("组织")
        page.get_by_label("牵头岗位").focus()
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "standard":
                break
        page.keyboard.type("建成台账，有名册")
        person.click(page.get_by_role("button", name="交办", exact=True))

        expect(page.locator("main h1")).to_contain_text("办成 10 件")
        assert page.locator("main .badge-late").count() == 0
        assert person.clicks <= MOST_CLICKS


def test_explain_a_date(chromium: Browser, city_to_change: str) -> None:
    with sitting(chromium, city_to_change) as person:
        person.sign_in("c7.organising")
        page = person.page
        expect(page).to_have_url(re.compile(r"/desk/$"))
        counted = page.locator("tbody tr", has_text="个工作日内")
        person.click(counted.locator("a[data-open]").first)
        person.click(page.locator("#pane .why summary").first)

        expect(page.locator("#pane .why-body").first).to_be_visible()
        assert person.clicks <= MOST_CLICKS


@pytest.mark.usefixtures("plenty_of_tasks")
def test_the_desk_shows_eighteen_rows_without_scrolling(chromium: Browser, city_to_change: str) -> None:
    """With due date, reason and next act, at 1280 by 800 (issue A §7)."""
    with sitting(chromium, city_to_change) as person:
        person.sign_in("city.research")
        page = person.page
        page.goto("/desk/")
        rows = page.locator("main tbody tr")
        shown = rows.evaluate_all(
            "rows => rows.filter(row => row.getBoundingClientRect().bottom <= innerHeight)"
            ".map(row => [...row.cells].map(cell => cell.innerText.trim()))"
        )

        assert len(shown) >= 18
        assert all(cells[1] and cells[5] and cells[6] for cells in shown)
