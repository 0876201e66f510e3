"""A research officer brings in a plan, reviews it by keyboard and by mouse, binds its targets and publishes it."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import Figure, build_small_city
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.review.operations import load_tree
from zhijia.services.plans.tests.review.trees import TEXT
from zhijia.site.testing.browsing import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer() -> Figure:
    return build_small_city().research


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, officer: Figure) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="zh-CN")
    session = officer.client().cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [words for words in complaints if "409" not in words] == [], "a clash is said by its status"


def bring_in(page: Page) -> None:
    page.goto("/plans/upload/")
    page.get_by_label("或粘贴全文").fill(TEXT)
    page.get_by_role("button", name="读取").click()
    expect(page.get_by_label("年度")).to_have_value("2026")
    follow(page.get_by_role("button", name="开始核对"), r"/plans/\d+/review/")


def assert_clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_whole_way_from_text_to_published_tasks(page: Page, officer: Figure) -> None:
    bring_in(page)
    assert_clean(page)
    page.get_by_role("button", name=re.compile("确认全部无疑的")).click()
    expect(page.locator("#review")).to_contain_text(re.compile(r"已确认 [1-9]"))

    settle_doubts_by_keyboard(page)
    bind_targets(page)
    follow(page.get_by_role("link", name="检查并发布"), "/publish/")
    expect(page.get_by_text("可以发布")).to_be_visible()
    assert_clean(page)
    follow(page.get_by_role("button", name="发布这份计划"), r"/plans/\d+/$")

    expect(page.get_by_role("heading", name="定稿")).to_be_visible()
    assert_clean(page)
    with scoped(officer.actor):
        plan = PlanDocument.objects.get()
        assert plan.state == "published"
        assert Task.objects.filter(plan=plan).count() == len(load_tree(plan.pk).of_kind("task"))


def settle_doubts_by_keyboard(page: Page) -> None:
    """Tab to each doubt, Enter to confirm it."""
    page.locator("#review-tree .node-link[aria-current]").focus()
    for _ in range(40):
        left = page.locator(".doubts li").count()
        if not left:
            return
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".doubts li")).to_have_count(left - 1)
    raise AssertionError("doubts are left over")


def bind_targets(page: Page) -> None:
    """Declare one indicator for the first target, bind the others to it."""
    follow(page.get_by_role("link", name="检查并发布"), "/publish/")
    links = (
        page.get_by_role("heading", name="目标值没有对应的指标。")
        .locator("xpath=following-sibling::ul[1]")
        .get_by_role("link")
    )
    expect(links.first).to_be_visible()
    urls = [str(link.get_attribute("href")).partition("#")[0] for link in links.all()]
    page.goto(urls[0].replace("do=bind", "do=declare"))
    page.get_by_label("指标名称").fill("完成数量")
    page.get_by_label("口径").fill("各级工会按月报送，同一对象只算一次")
    page.get_by_role("button", name="新设并对应").click()
    expect(page.locator(".node-on")).not_to_contain_text("未对应指标")
    for url in urls[1:]:
        page.goto(url)
        own = page.locator("option[value^='declared.']").first.get_attribute("value")
        page.get_by_label("对应指标").select_option(own)
        page.get_by_role("button", name="对应这个指标").click()
        expect(page.locator(".node-on")).not_to_contain_text("未对应指标")


def test_a_click_on_either_side_lights_the_other(page: Page) -> None:
    bring_in(page)

    page.locator("#review-source .read-target", has_text="100个").click()
    expect(page.locator(".node-on")).to_contain_text("100个")
    page.locator("#review-tree .node-task .node-link", has_text="完善服务设施").click()

    expect(page.locator("#review-source .read-lit").first).to_contain_text("尽快")
    expect(page.locator("#review-source .read-lit").first).to_be_in_viewport()


def test_a_click_while_the_page_is_on_its_way_is_meant_for_the_page_that_comes(page: Page) -> None:
    bring_in(page)
    task = page.locator("#review-tree .node-task .node-link", has_text="广泛开展岗位练兵")
    task.click()
    expect(page.locator(".node-on")).to_contain_text("广泛开展岗位练兵")
    page.locator("#review").evaluate("review => review.classList.add('before')")
    held: list[Route] = []
    page.route("**/review/**", lambda route: held.append(route))

    with page.expect_request(re.compile("/review/")):
        task.click()
    page.get_by_role("link", name="改", exact=True).click()
    held[0].continue_()
    expect(page.locator("#review.before")).to_have_count(0)
    page.unroute_all()
    page.unroute("**/review/**")

    expect(page.get_by_label("文字")).to_have_value(re.compile("广泛开展岗位练兵"))


def test_an_edit_by_keyboard_keeps_the_focus_in_the_tree(page: Page) -> None:
    bring_in(page)
    page.locator("#review-tree .node-task .node-link", has_text="广泛开展岗位练兵").click()
    expect(page.locator(".node-on")).to_contain_text("广泛开展岗位练兵")

    page.keyboard.press("e")
    expect(page.get_by_label("文字")).to_be_focused()
    page.get_by_label("文字").fill("广泛开展岗位练兵和技术比武")
    page.get_by_role("button", name="保存并确认").click()

    expect(page.locator(".node-on .node-text")).to_have_text("广泛开展岗位练兵和技术比武")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".node-on .node-text")).not_to_have_text("广泛开展岗位练兵和技术比武")


def test_two_windows_on_one_node_show_both_texts(page: Page) -> None:
    bring_in(page)
    page.locator("#review-tree .node-task .node-link", has_text="广泛开展岗位练兵").click()
    expect(page.locator(".node-on")).to_contain_text("广泛开展岗位练兵")
    page.keyboard.press("e")
    page.get_by_label("文字").fill("这边的写法")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("文字").fill("那边的写法")
    other.get_by_role("button", name="保存并确认").click()
    expect(other.locator(".node-on .node-text")).to_have_text("那边的写法")
    other.close()

    with page.expect_response(lambda response: response.status == 409):
        page.get_by_role("button", name="保存并确认").click()

    expect(page.locator(".clash")).to_contain_text("那边的写法")
    expect(page.get_by_label("文字")).to_have_value("这边的写法")


def test_the_review_works_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})

    bring_in(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert_clean(page)


def test_a_node_is_moved_and_deleted_by_keys_and_brought_back(page: Page) -> None:
    bring_in(page)
    chosen = page.locator(".node-on > .node-link .node-text")
    tasks = page.locator("#review-tree .node-task .node-text")
    before = tasks.all_inner_texts()
    page.locator("#review-tree .node-task .node-link", has_text=before[1]).click()
    expect(chosen).to_have_text(before[1])

    page.keyboard.press("u")
    expect(tasks.nth(0)).to_have_text(before[1])
    page.keyboard.press("n")
    expect(tasks.nth(1)).to_have_text(before[1])
    page.keyboard.press("v")
    expect(page.locator("select[name=parent]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("select[name=parent]")).to_have_count(0)
    page.keyboard.press("x")
    expect(tasks).to_have_count(len(before) - 1)
    page.keyboard.press("z")
    expect(tasks).to_have_count(len(before))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".node-on .panel .btn").first).to_be_focused()
