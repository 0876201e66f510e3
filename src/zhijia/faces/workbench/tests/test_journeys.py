"""The desk in a browser: what is seen without scrolling, by keyboard, in few clicks, clean for axe and the CSP."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.faces.workbench.tests.asking import client_of
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, build_small_city
from zhijia.site.testing.browsing import follow

pytestmark = pytest.mark.browser
COUNT = 24
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 812}
LEAST_ROWS_IN_SIGHT = 18


@dataclass
class Story:
    """A city with a full desk, and browsers that keep account of what they complain about."""

    browser: Browser
    server: str
    city: SmallCity
    cases: Sequence[Case]
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def as_seen_by(
        self, figure: Figure, *, size: dict[str, int] | None = None, locale: str = "zh-CN", scheme: str = "light"
    ) -> Iterator[Page]:
        """A page of this person; what the console says against it ends up in `complaints`."""
        context = self.browser.new_context(viewport=size or DESK, locale=locale, color_scheme=scheme)  # type: ignore[arg-type]
        session = client_of(figure).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": self.server}])
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        yield page
        context.close()

    def open(self, page: Page, address: str) -> None:
        page.goto(self.server + address)
        page.wait_for_load_state("networkidle")


@pytest.fixture
def story(chromium: Browser, live_server: LiveServer) -> Iterator[Story]:
    city = build_small_city()
    now, today = timezone.now(), timezone.localdate()
    with registered(supply_of(city)) as flow:
        cases = [open_supply(city, flow, title=f"申领防暑药品第{n}批", now=now) for n in range(COUNT)]
        for n, case in enumerate(cases):
            make(case, "submit", city.town_cadre.actor, now=now)
            with scoped(BUILDER):
                Awaits.objects.filter(case=case).update(due_on=today + timedelta(days=n - 2))
        yield Story(chromium, live_server.url, city, cases)


def rows_in_sight(page: Page) -> int:
    """Rows that lie wholly inside the window."""
    boxes = [row.bounding_box() for row in page.locator("table[data-table] tbody tr").all()]
    return sum(box is not None and box["y"] >= 0 and box["y"] + box["height"] <= DESK["height"] for box in boxes)


def state_of(case: Case) -> str:
    with scoped(BUILDER):
        return Case.objects.get(pk=case.pk).state


def violations_on(page: Page) -> list[str]:
    return [f"{found['id']}: {found['nodes'][0]['html']}" for found in Axe().run(page).response["violations"]]


def test_eighteen_todos_lie_in_sight_with_date_reason_and_next_act(story: Story) -> None:
    with story.as_seen_by(story.city.county_cadre) as page:
        story.open(page, "/desk/")

        assert rows_in_sight(page) >= LEAST_ROWS_IN_SIGHT
        cells = page.locator("table[data-table] tbody tr").nth(5).locator("td").all_inner_texts()
        assert "周" in cells[1]
        assert cells[5] == "约定日期"
        assert cells[6] == "批准"
    assert story.complaints == []


def test_the_keyboard_walks_opens_selects_and_acts(story: Story) -> None:
    with story.as_seen_by(story.city.county_cadre) as page:
        story.open(page, "/desk/")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.locator("#pane h2", has_text="第2批").wait_for()
        page.keyboard.press("x")
        expect(page.locator("[data-bulk-count]")).to_have_text("1")
        page.keyboard.press("e")
        page.locator("#pane form").wait_for()
        page.locator("#pane button", has_text="批准").click()
        page.locator(".toast", has_text="批准：申领防暑药品第2批").wait_for()

    assert state_of(story.cases[2]) == "approved"
    assert story.complaints == []


def test_ten_are_approved_in_four_clicks_after_ticking(story: Story) -> None:
    with story.as_seen_by(story.city.county_cadre) as page:
        story.open(page, "/desk/")
        page.locator("[data-check-all]").click()
        follow(page.locator("[data-bulk] button", has_text="批准"), "/desk/bulk/$")
        page.locator("main button", has_text="批准").click()
        page.locator("h1", has_text=f"办成 {COUNT} 件").wait_for()

    assert {state_of(case) for case in story.cases} == {"approved"}


def test_a_date_is_explained_in_two_clicks_and_the_late_one_found_in_one(story: Story) -> None:
    with story.as_seen_by(story.city.county_cadre) as page:
        story.open(page, "/desk/")
        page.locator(".chip", has_text="逾期").click()
        expect(page.locator("table[data-table] tbody tr")).to_have_count(2)
        page.locator("[data-open]").first.click()
        page.locator("#pane .why summary").click()
        expect(page.locator("#pane .why-body")).to_be_visible()
        expect(page.locator("#pane .why-body")).to_contain_text("从次日起数5个自然日")
    assert story.complaints == []


def test_without_a_script_the_same_links_lead_to_pages(story: Story) -> None:
    context = story.browser.new_context(java_script_enabled=False, locale="zh-CN")
    session = client_of(story.city.county_cadre).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": story.server}])
    page = context.new_page()

    page.goto(story.server + "/desk/")
    follow(page.locator("[data-act]").first, "/approve/")
    page.locator("main button", has_text="批准").click()

    expect(page.locator("h1")).to_have_text(re.compile("^申领防暑药品第0批"))
    assert state_of(story.cases[0]) == "approved"
    context.close()


@pytest.mark.parametrize("address", ["/desk/", "/cases/{pk}/", "/cases/{pk}/send_back/", "/permissions/", "/inbox/"])
def test_axe_finds_nothing_on_the_workbench(story: Story, address: str) -> None:
    with story.as_seen_by(story.city.county_cadre) as page:
        story.open(page, address.format(pk=story.cases[0].pk))

        assert violations_on(page) == []
    assert story.complaints == []


def test_axe_finds_nothing_on_the_portal(story: Story) -> None:
    with story.as_seen_by(story.city.worker, size=PHONE) as page:
        for address in ("/me/", "/me/union/", "/me/cases/", "/me/inbox/"):
            story.open(page, address)
            assert violations_on(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert story.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_look(story: Story, locale: str, scheme: str) -> None:
    pk = story.cases[0].pk
    with story.as_seen_by(story.city.county_cadre, locale=locale, scheme=scheme) as page:
        for address in ("/desk/", f"/cases/{pk}/", f"/cases/{pk}/?tab=people", f"/cases/{pk}/send_back/", "/search/"):
            story.open(page, address)
            assert violations_on(page) == [], address
    assert story.complaints == []
