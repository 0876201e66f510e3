"""What the photo of a notice board may not show is covered on the phone: with the finger, and with the keyboard."""

import base64
import struct
import zlib
from typing import Any

import pytest
from django.conf import settings as configured
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.sitting import PHONE, sitting
from zhijia.engines.documents.models import Attachment
from zhijia.engines.documents.store import path_of
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, build_small_city
from zhijia.services.openness.tests.story import open_story

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 400, 300
COLOUR_AT = """async ([bytes, places]) => {
  const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([data]));
  const to = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  to.drawImage(picture, 0, 0);
  const colour = ([x, y]) => [...to.getImageData(x * picture.width, y * picture.height, 1, 1).data.slice(0, 3)];
  return { size: [picture.width, picture.height], colours: places.map(colour) };
}"""


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _red() -> bytes:
    rows = (b"\x00" + b"\xff\x00\x00" * WIDTH) * HEIGHT
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _drag(page: Page, first: tuple[float, float], last: tuple[float, float]) -> None:
    frame = page.locator("dialog canvas").bounding_box()
    assert frame
    for act, (x, y) in (("down", first), ("up", last)):
        page.mouse.move(frame["x"] + x * frame["width"], frame["y"] + y * frame["height"], steps=4)
        getattr(page.mouse, act)()


def test_what_is_covered_never_leaves_the_phone(live_server: LiveServer, chromium: Browser) -> None:
    story = open_story(build_small_city()).adopted().published("basic")
    case_id = story.one("basic").case_id
    with sitting(chromium, live_server.url, size=PHONE) as phone:
        session = story.city.chair.client().cookies[configured.SESSION_COOKIE_NAME].value
        cookie: Any = {"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        phone.page.context.add_cookies([cookie])
        page = phone.page
        page.goto(reverse("cases:move", args=[case_id, "add_photo"]))
        page.locator("input[type=file]").set_input_files({"name": "IMG.png", "mimeType": "image/png", "buffer": _red()})
        page.get_by_role("button", name="遮盖 IMG.png").click()
        _drag(page, (0.05, 0.05), (0.25, 0.25))
        page.locator("dialog canvas").press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("[data-cover-count]")).to_have_text("已遮盖 2 处")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        page.keyboard.press("Backspace")  # the third is taken back
        expect(page.locator("[data-cover-count]")).to_have_text("已遮盖 2 处")
        assert phone.faults() == []
        page.get_by_role("button", name="完成").click()
        expect(page.locator(".cover-row")).to_contain_text("已遮盖 2 处")
        page.locator("input[name=is_covered]").check()
        phone.follow(page.locator("main form button[type=submit]"), rf"/cases/{case_id}/")
        with scoped(BUILDER):
            (kept,) = Attachment.objects.filter(case=case_id)
        sent = base64.b64encode(path_of(kept.sha256).read_bytes()).decode()
        seen = page.evaluate(COLOUR_AT, [sent, [(0.15, 0.15), (0.5, 0.52), (0.8, 0.8), (0.3, 0.15)]])

    assert (kept.filename, seen["size"]) == ("公开栏照片.jpg", [WIDTH, HEIGHT])
    dark = [max(colour) < 16 for colour in seen["colours"]]
    red = [colour[0] > 240 and max(colour[1:]) < 24 for colour in seen["colours"]]
    assert (dark, red) == ([True, True, False, False], [False, False, True, True])
