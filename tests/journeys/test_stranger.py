"""Somebody from another county is refused everywhere: pages, sheets, searches, guessed numbers, in a real browser session."""

import zipfile
from io import BytesIO
from urllib.parse import quote

import pytest
from playwright.sync_api import APIResponse, Browser, expect

from tests.journeys.sitting import sitting
from tests.surfaces.table import SURFACES
from tests.surfaces.world import SOUTH_MARK, World
from zhijia.organisation.tests.factories import PASSWORD

pytestmark = pytest.mark.browser
SHEETS = [surface.name for surface in SURFACES.values() if surface.kind == "export" and not surface.has_record]
FIRST_IDS = range(1, 15)
GUESSES = (
    "/unions/{}/",
    "/enterprises/{}/",
    "/people/{}/",
    "/posts/{}/",
    "/cases/{}/",
    "/cases/attachments/{}/",
    "/plans/{}/",
)
GUESSES += ("/plans/{}/review/", "/plans/{}/decomposition.xlsx", "/imports/{}/", "/cases/clocks/{}/correct/")


def _words(answer: APIResponse) -> str:
    body = answer.body()
    if body[:2] != b"PK":
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(body)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_a_cadre_of_north_meets_no_word_of_south(chromium: Browser, world_to_read: tuple[str, World]) -> None:
    address, world = world_to_read
    with sitting(chromium, address) as cadre:
        cadre.sign_in(world.figures["county_cadre"].user.username, PASSWORD)
        asked = cadre.page.context.request
        for name in SHEETS:
            sheet = asked.get(SURFACES[name].address(world.south))
            assert SOUTH_MARK not in _words(sheet), name
        for pattern in GUESSES:
            for number in FIRST_IDS:
                answer = asked.get(pattern.format(number), max_redirects=0)
                assert answer.status < 500
                assert SOUTH_MARK not in _words(answer), pattern.format(number)


def test_search_and_typeahead_find_nothing_of_south(chromium: Browser, world_to_read: tuple[str, World]) -> None:
    address, world = world_to_read
    with sitting(chromium, address) as cadre:
        cadre.sign_in(world.figures["county_cadre"].user.username, PASSWORD)
        page = cadre.page
        page.goto("/search/")
        page.get_by_role("searchbox").first.fill(f"{SOUTH_MARK}南汀区")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("没有找到")
        expect(page.locator("main")).not_to_contain_text("总工会")
        page.goto(f"/unions/{world.north.union}/cover/")
        with page.expect_response(lambda answer: quote(SOUTH_MARK) in answer.url):
            page.get_by_label("用人单位").press_sequentially(SOUTH_MARK)
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
        expect(page.locator("main")).not_to_contain_text("船务")


def test_what_is_not_hers_reads_like_what_is_not_there(chromium: Browser, world_to_read: tuple[str, World]) -> None:
    address, world = world_to_read
    with sitting(chromium, address) as cadre:
        cadre.sign_in(world.figures["county_cadre"].user.username, PASSWORD)
        page = cadre.page
        page.goto(f"/cases/{world.south.own_case}/")
        hidden = page.locator("body").inner_text()
        assert cadre.faults() == []
        page.goto("/cases/999999/")

        assert page.locator("body").inner_text() == hidden
