"""The worker and the chair on a phone; and everything that matters without a script."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import PHONE, sitting
from tests.surfaces.world import World
from zhijia.organisation.tests.factories import PASSWORD

pytestmark = pytest.mark.browser
LEAST_TOUCH = 44


@pytest.mark.parametrize("figure", ["worker", "chair"])
def test_worker_and_chair_find_their_way_on_a_phone(
    chromium: Browser, world_to_read: tuple[str, World], figure: str
) -> None:
    address, world = world_to_read
    with sitting(chromium, address, size=PHONE) as person:
        person.sign_in(world.figures[figure].user.username, PASSWORD)
        page = person.page
        page.goto("/me/")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert person.faults() == []
        entries = page.locator("nav a:visible")
        links = [str(link.get_attribute("href")) for link in entries.all()]
        heights = [box["height"] for link in entries.all() if (box := link.bounding_box())]
        for link in dict.fromkeys(links):
            page.goto(link)
            assert person.faults() == [], link

        assert min(heights) >= LEAST_TOUCH
        person.dress(size="large")
        page.goto("/me/")
        assert person.faults() == []


def test_the_desk_begins_under_the_navigation_on_a_phone(chromium: Browser, world_to_read: tuple[str, World]) -> None:
    """Not somewhere in the middle of the free space of the screen."""
    address, world = world_to_read
    with sitting(chromium, address, size=PHONE) as person:
        person.sign_in(world.figures["chair"].user.username, PASSWORD)
        person.page.goto("/desk/")
        navigation = person.page.locator("nav.nav").bounding_box()
        heading = person.page.locator("main h1").bounding_box()

        assert navigation
        assert heading
        assert heading["y"] - (navigation["y"] + navigation["height"]) < 40


def test_login_and_a_move_without_a_script(chromium: Browser, city_to_change: str, plenty_of_tasks: str) -> None:
    with sitting(chromium, city_to_change, has_script=False) as officer:
        officer.sign_in("city.research")
        page = officer.page
        page.goto(plenty_of_tasks)
        officer.follow(page.locator("tbody a[data-act]").first, r"/cases/\d+/$")
        officer.follow(page.get_by_role("link", name="交办", exact=True).first, "/assign/")
        page.get_by_label("牵头岗位").select_option(index=1)
        page.get_by_label("完成标准").fill("有台账")
        page.locator("main form button[type=submit]").last.click()

        expect(page.locator("main")).to_contain_text("待接受")


def test_the_review_without_a_script(chromium: Browser, city_to_change: str) -> None:
    with sitting(chromium, city_to_change, has_script=False) as officer:
        officer.sign_in("city.research")
        page = officer.page
        page.goto("/plans/upload/")
        page.get_by_label("或粘贴全文").fill(
            "市总工会2026年工作要点\n一、做好服务\n年底前新建职工书屋5个。开展走访慰问。\n"
        )
        page.get_by_role("button", name="读取").click()
        page.get_by_label("年度").fill("2026")
        officer.follow(page.get_by_role("button", name="开始核对"), r"/review/")
        officer.follow(page.locator("#review-tree .node-task .node-link").first, r"node=\d+")
        page.get_by_role("button", name="确认", exact=True).click()

        expect(page.locator(".review-strip")).to_contain_text(re.compile("已确认 [1-9]"))
        page.get_by_role("button", name="撤销我的上一步").click()
        expect(page.locator(".review-strip")).to_contain_text("已确认 0")
