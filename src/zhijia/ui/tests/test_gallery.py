"""The gallery as a reader meets it: rendered in both languages, then in a browser with axe, the keyboard and the CSP."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

PAGES = ("gallery", "desk", "portal", "cockpit", "wall")
RARER_LOOKS = [("dark", "normal"), ("light", "large"), ("dark", "large")]
LOOKS = [
    pytest.param("light", "normal"),
    *(pytest.param(theme, size, marks=pytest.mark.slow) for theme, size in RARER_LOOKS),
]
SIZES = {"portal": (375, 800), "cockpit": (1280, 800), "wall": (1920, 1080)}


def _path(name: str) -> str:
    return reverse("ui:gallery") if name == "gallery" else reverse("ui:gallery_example", args=[name])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_gallery_renders_with_one_heading(client: Client, name: str, language: str) -> None:
    client.cookies["django_language"] = language

    text = client.get(_path(name)).content.decode()

    assert text.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_an_unknown_example_is_not_found(client: Client) -> None:
    assert client.get(_path("nothing")).status_code == 404


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="zh-CN")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def _wear(page: Page, server: LiveServer, *, theme: str, type_size: str) -> None:
    chosen = {"zhijia_theme": theme, "zhijia_type_size": type_size}
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in chosen.items()])


@pytest.mark.browser
@pytest.mark.parametrize(("theme", "type_size"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_the_gallery_has_an_axe_violation(
    page: Page, live_server: LiveServer, *, name: str, theme: str, type_size: str
) -> None:
    width, height = SIZES.get(name, (1280, 800))
    page.set_viewport_size({"width": width, "height": height})
    _wear(page, live_server, theme=theme, type_size=type_size)
    page.goto(_path(name))

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_desk_shows_eighteen_rows_without_scrolling(page: Page) -> None:
    page.goto(_path("desk"))

    bottoms = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().bottom)")

    assert sum(bottom <= 800 for bottom in bottoms) >= 18


@pytest.mark.browser
def test_a_table_is_worked_by_the_keyboard(page: Page) -> None:
    page.goto(_path("desk"))

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")

    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    expect(page.locator("tbody tr[aria-current] [data-open]")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="搜索单位")).to_be_focused()
    page.keyboard.type("jx")
    expect(page.locator("[data-bulk-count]")).to_have_text("2")


@pytest.mark.browser
def test_a_tree_opens_fetches_and_walks_by_the_keyboard(page: Page) -> None:
    page.goto(_path("gallery"))
    page.get_by_role("treeitem", name="临江市总工会").focus()

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("treeitem", name="白鹭区总工会")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("treeitem", name="东港街道总工会")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("treeitem", name="东港街道总工会")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("End")
    expect(page.get_by_role("treeitem", name="直属单位工会")).to_be_focused()
    page.keyboard.type("qsj")
    expect(page.get_by_role("treeitem", name="青石机械工会")).to_be_focused()


@pytest.mark.browser
def test_a_typeahead_takes_the_chosen_option(page: Page) -> None:
    page.goto(_path("gallery"))
    field = page.locator("#id_fresh-enterprise")

    field.fill("云岭")
    expect(page.get_by_role("option", name="云岭电子")).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value("云岭电子有限公司")
    assert page.locator("input[name=fresh-enterprise]").input_value() == "e3"


@pytest.mark.browser
def test_a_dialog_opens_and_gives_the_focus_back(page: Page) -> None:
    page.goto(_path("gallery"))

    page.locator("[data-opens=confirm]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("[data-opens=confirm]")).to_be_focused()


@pytest.mark.browser
def test_a_reader_without_scripts_can_do_everything_that_matters(chromium: Browser, live_server: LiveServer) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(_path("gallery"))

    page.locator("details.bar-person summary").click()
    page.get_by_role("button", name="深色").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator(".why > summary").first.click()
    expect(page.locator(".why-body").first).to_be_visible()
    context.close()
