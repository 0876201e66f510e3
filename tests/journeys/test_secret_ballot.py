"""A secret ballot on phones: a key that its scrutineer makes, a network that drops, the opening, a recount in the browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings as configured
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.sitting import PHONE, Sitting, sitting
from zhijia.engines.ballots.box.door import Box
from zhijia.engines.ballots.models import QuestionCount
from zhijia.engines.ballots.tests.polling import ELECTION, MOTION, Polling, polling
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, build_small_city

pytestmark = pytest.mark.browser
MOST_BYTES, MOST_BLINDING_MS, SLOWER = 80 * 1024, 1_000, 6
CLICKED = """document.querySelector("[data-act=take]").addEventListener(
    "click", () => { window.clicked = performance.now(); }, { capture: true })"""
UNTIL_SENT = (
    """performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/tickets/")).startTime - clicked"""
)
ANY_ORIGIN = {"Access-Control-Allow-Origin": "*"}
NO_WAIT = """document.addEventListener("readystatechange", () => {
    const poll = document.querySelector("[data-poll]");
    if (poll) poll.dataset.longestWait = "0";
})"""


class Silent(WSGIRequestHandler):
    """As the box is served: nothing is logged."""

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def box_at_a_port(box: Box) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, box, server_class=WSGIServer, handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def phone_of(figure: Figure, browser: Browser, address: str) -> Iterator[Sitting]:
    """Her own phone, signed in."""
    with sitting(browser, address, size=PHONE) as seated:
        session = figure.client().cookies[configured.SESSION_COOKIE_NAME].value
        cookie = {"name": configured.SESSION_COOKIE_NAME, "value": session, "url": address}
        seated.page.context.add_cookies([cookie])
        yield seated


@contextmanager
def slow_phone(page: Page) -> Iterator[None]:
    """A processor that is so many times slower than this one."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        yield
    finally:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def _weight_of(page: Page, address: str) -> int:
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return sum(sizes)


def test_a_delegate_votes_through_a_lost_network_and_recounts_what_two_scrutineers_opened(
    live_server: LiveServer, chromium: Browser, tmp_path: Path, settings: Settings
) -> None:
    with polling(build_small_city(), tmp_path, MOTION, ELECTION, is_begun=False) as poll:
        code = _make_key_in_the_browser(poll, chromium, live_server.url)
        poll.make_keys(2, 3)
        poll.begin()
        poll.vote(poll.electors[1], 1, {"1": "no"})
        with (
            box_at_a_port(poll.box) as settings.BOX_ADDRESS,
            phone_of(poll.electors[0], chromium, live_server.url) as seated,
        ):
            _vote_through_a_lost_network(poll, seated)
            poll.close()
            _reveal_in_the_browser(poll, chromium, live_server.url, code)
            poll.reveal(3)
            poll.count()
            _recount_in_the_browser(poll, seated)
        with scoped(BUILDER):
            counts = {one.question.number: one for one in QuestionCount.objects.select_related("question")}

    assert counts[1].marks == {"1": {"yes": 1, "no": 1, "abstain": 0}}
    assert counts[2].marks["3"] == {"yes": 1, "no": 0, "abstain": 0}
    assert counts[2].write_ins == {"丁另选": 1}


def _make_key_in_the_browser(poll: Polling, chromium: Browser, address: str) -> str:
    with phone_of(poll.scrutineers[0], chromium, address) as seated:
        page = seated.page
        page.goto(f"/polls/{poll.poll.pk}/key/")
        page.get_by_role("button", name="生成开箱钥匙").click()
        expect(page.get_by_text("请抄下开箱码")).to_be_visible()
        expect(page.get_by_role("button", name="生成开箱钥匙")).to_be_hidden()  # a second press would void the code
        assert seated.faults() == []
        return page.locator("[data-code]").inner_text()


def _vote_through_a_lost_network(poll: Polling, seated: Sitting) -> None:
    page, place = seated.page, f"/polls/{poll.poll.pk}/"
    page.add_init_script(NO_WAIT)
    assert _weight_of(page, place) <= MOST_BYTES
    with slow_phone(page):
        page.evaluate(CLICKED)
        page.get_by_role("button", name="领票").click()
        expect(page.locator("form[data-question]").first).to_be_visible()
    assert page.evaluate(UNTIL_SENT) <= MOST_BLINDING_MS  # four blindings, on the disk of the phone
    motion, election = page.locator("form[data-question]").nth(0), page.locator("form[data-question]").nth(1)
    expect(motion).to_be_visible()
    assert seated.faults() == []
    page.reload()  # the page was closed after the ticket: it is still there
    expect(motion.get_by_role("button", name="封票")).to_be_visible()

    page.route("**/cast", lambda route: route.abort())
    motion.get_by_label("赞成").check()
    motion.get_by_role("button", name="封票").click()
    expect(motion.locator("[data-chosen] li")).to_have_text(["赞成"])  # once more, before it is sealed
    motion.get_by_role("button", name="确定，投入票箱").click()
    expect(page.locator("[data-said=offline]")).to_be_visible()
    seated.complaints.clear()  # the network that we took away
    page.unroute("**/cast")
    page.route(
        "**/cast", lambda route: route.fulfill(json={"answer": "kept", "receipt": "ab" * 64}, headers=ANY_ORIGIN)
    )
    page.reload()  # what was sealed before is sent again; somebody who is not the box says that it was kept
    expect(motion.get_by_text("没有票箱的真签名")).to_be_visible(timeout=60_000)
    expect(motion.get_by_text("已投入票箱")).to_be_hidden()
    page.unroute("**/cast")
    motion.get_by_role("button", name="再投一次").click()
    expect(motion.get_by_text("已投入票箱")).to_be_visible()
    for name in ("甲志强", "乙建国", "丙秀英"):
        election.get_by_role("group", name=name).get_by_label("赞成").check()
    election.get_by_role("button", name="封票").click()
    expect(election.get_by_text("超过了应选名额")).to_be_visible()
    election.get_by_role("group", name="甲志强").get_by_label("反对").check()
    election.get_by_role("group", name="乙建国").get_by_label("弃权").check()
    election.get_by_label("另选他人").fill("丁另选")
    election.get_by_role("button", name="封票").click()
    said = ["甲志强 · 反对", "乙建国 · 弃权", "丙秀英 · 赞成", "另选他人 · 丁另选"]
    expect(election.locator("[data-chosen] li")).to_have_text(said)
    election.get_by_role("button", name="确定，投入票箱").click()
    expect(election.get_by_text("已投入票箱")).to_be_visible()


def _reveal_in_the_browser(poll: Polling, chromium: Browser, address: str, code: str) -> None:
    with phone_of(poll.scrutineers[0], chromium, address) as seated:
        page = seated.page
        page.goto(f"/polls/{poll.poll.pk}/key/")
        page.get_by_label("开箱码").fill("2222-2222-2222-2222-2222")
        page.get_by_role("button", name="公开我的钥匙").click()
        expect(page.get_by_text("开箱码不对")).to_be_visible()
        page.get_by_label("开箱码").fill(code.lower())
        page.get_by_role("button", name="公开我的钥匙").click()
        expect(page.get_by_text("您的钥匙已经公开")).to_be_visible()
        assert seated.faults() == []


def _recount_in_the_browser(poll: Polling, seated: Sitting) -> None:
    page = seated.page
    page.goto(f"/polls/{poll.poll.pk}/")
    expect(page.get_by_text("您的票号")).to_be_visible()
    assert page.locator(".serials li").count() == 2
    page.get_by_role("link", name="在浏览器里重新计票").click()
    expect(page.get_by_text("全部成立")).to_be_visible()
    expect(page.locator(".votes").nth(1)).to_contain_text("丁另选")
    expect(page.locator("[data-found] > section").nth(0)).to_contain_text("1/2 · 没有达到 (WC-019)")
    assert seated.faults() == []
    page.get_by_label("公告上的封定文本摘要").fill("00" * 32)
    with page.expect_download() as given:
        page.evaluate(f"location.href = '/polls/{poll.poll.pk}/bundle.json'")
    page.get_by_label("选票档案", exact=True).set_input_files(given.value.path())
    page.get_by_role("button", name="核对并重新计票").click()
    expect(page.get_by_role("alert")).to_contain_text("与公告上的摘要不同")
