"""A research officer brings a plan in, reviews, binds, publishes and gives tasks away; a county cadre works; the city verifies."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.sitting import PHONE, Sitting, sitting
from zhijia.demo.planning import plan_text
from zhijia.demo.timeline import Timeline
from zhijia.organisation.models import User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.rules import NO_INDICATOR
from zhijia.site.testing.browsing import follow

pytestmark = pytest.mark.browser
SEED = Path(__file__).resolve().parents[3] / "shared" / "plans" / "seed.txt"
MOST_DOUBTS = 200
ANY_WORDS = re.compile("")


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    """The issued bulletin where it lies beside the checkout, else the demo's own plan with one more measure."""
    if SEED.exists():
        return SEED
    path = tmp_path / "计划.txt"
    path.write_text(plan_text(Timeline(timezone.localdate())) + "\n补充：年内再建职工书屋5个。\n", encoding="utf-8")
    return path


@pytest.fixture
def officer(chromium: Browser, city_to_change: str) -> Iterator[Sitting]:
    with sitting(chromium, city_to_change) as person:
        person.sign_in("city.research")
        yield person


def bring_in(person: Sitting, path: Path) -> int:
    """Upload, confirm the facts; the plan's number."""
    page = person.page
    page.goto("/plans/upload/")
    page.get_by_label("计划文件").set_input_files(path)
    begin = page.get_by_role("button", name="开始核对")
    page.get_by_role("button", name="读取").click()
    expect(begin).to_be_visible()
    year = page.get_by_label("年度")
    if not year.input_value():
        year.fill(str(timezone.localdate().year))
    title = page.get_by_label("标题", exact=True)
    title.fill(f"{title.input_value()[:60]}（上传）")
    follow(begin, r"/plans/\d+/review/")
    return int(page.url.split("/plans/")[1].split("/")[0])


def be_calm(page: Page) -> None:
    """Until the last answer stands on the page: a click on what is just being replaced would be lost."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def take_back_one_edit(page: Page) -> None:
    """Edit by keyboard, see it, undo it, see the old words."""
    task = page.locator("#review-tree .node-task .node-link[data-node]").first
    before = task.locator(".node-text").inner_text()
    task.click()
    expect(page.locator(".node-on .node-text")).to_have_text(before)
    page.keyboard.press("e")
    page.get_by_label("文字").fill("改写了的任务")
    page.get_by_role("button", name="保存并确认").click()
    expect(page.locator(".node-on .node-text")).to_have_text("改写了的任务")
    page.get_by_role("button", name="撤销我的上一步").click()
    expect(page.locator(".node-on .node-text")).to_have_text(before)


def choose_one_that_offers(page: Page, control: Locator, *, words: re.Pattern[str] = ANY_WORDS) -> None:
    """Select tasks with such words from the top until the panel of one offers this."""
    for link in page.locator("#review-tree .node-task .node-link[data-node]", has_text=words).all()[:12]:
        be_calm(page)
        shown = link.locator(".node-text").inner_text()
        link.click()
        expect(page.locator(".node-on .node-text")).to_have_text(shown)
        if control.count():
            return
    raise AssertionError("no task offers it")


def merge_and_undo(page: Page) -> None:
    """Merge with the following task by its key, then take it back."""
    choose_one_that_offers(page, page.get_by_role("button", name="并入下一项"))
    be_calm(page)
    count = page.locator("#review-tree .node-task").count()
    page.keyboard.press("m")
    expect(page.locator("#review-tree .node-task")).to_have_count(count - 1)
    page.get_by_role("button", name="撤销我的上一步").click()
    expect(page.locator("#review-tree .node-task")).to_have_count(count)


def split_and_undo(page: Page) -> None:
    """Cut a task in two by mouse, between two of its clauses, then take it back."""
    choose_one_that_offers(page, page.get_by_role("link", name="拆分"), words=re.compile("[，；].*[^。]"))
    count = page.locator("#review-tree .node-task").count()
    page.get_by_role("link", name="拆分").click()
    page.locator(".split-here").first.click()
    expect(page.locator("#review-tree .node-task")).to_have_count(count + 1)
    page.get_by_role("button", name="撤销我的上一步").click()
    expect(page.locator("#review-tree .node-task")).to_have_count(count)


def settle_doubts(page: Page) -> None:
    """Tab to each doubt, Enter to confirm it."""
    page.locator("#review-tree .node-link[aria-current]").first.focus()
    for _ in range(MOST_DOUBTS):
        strip = page.locator(".review-strip").inner_text()
        left = int(re.search(r"存疑\s*(\d+)", strip)[1])  # type: ignore[index]
        if not left:
            return
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".review-strip")).to_contain_text(re.compile(rf"存疑\s*{left - 1}(?!\d)"))
    raise AssertionError("doubts are left over")


def bind_targets(person: Sitting) -> None:
    """Declare an indicator for the first target, bind the others to it: through the screen, one by one."""
    page = person.page
    follow(page.get_by_role("link", name="检查并发布"), "/publish/")
    group = page.get_by_role("heading", name=re.compile(str(NO_INDICATOR)))
    links = group.locator("xpath=following-sibling::ul[1]").get_by_role("link")
    expect(links.first).to_be_visible()
    urls = [str(link.get_attribute("href")).partition("#")[0] for link in links.all()]
    page.goto(urls[0].replace("do=bind", "do=declare"))
    page.get_by_label("指标名称").fill("上传计划的完成数量")
    page.get_by_label("口径").fill("各级工会按月报送，同一对象只算一次")
    if not page.get_by_label("计量单位").input_value():
        page.get_by_label("计量单位").fill("个")
    page.get_by_role("button", name="新设并对应").click()
    expect(page.locator(".node-on")).not_to_contain_text("未对应指标")
    for url in urls[1:]:
        page.goto(url)
        option = page.locator("option", has_text="上传计划的完成数量").first.get_attribute("value")
        page.get_by_label("对应指标").select_option(option)
        page.get_by_role("button", name="对应这个指标").click()
        expect(page.locator(".node-on")).not_to_contain_text("未对应指标")


def settle_findings(page: Page) -> None:
    """What publishing asks, finding by finding: a goal for what has none; a quantity without a number is taken out."""
    for _ in range(30):
        follow(page.get_by_role("link", name="检查并发布"), "/publish/")
        if page.get_by_text("可以发布").count():
            return
        goal = page.get_by_role("heading", name="没有归到三大目标")
        group = goal if goal.count() else page.get_by_role("heading", name="没有数值或单位")
        is_goal = bool(goal.count())
        follow(group.first.locator("xpath=following-sibling::ul[1]").get_by_role("link").first, "/review/")
        expect(page.locator(".node-on .panel")).to_be_visible()
        if is_goal:
            if not page.get_by_label("所属目标").count():
                page.locator(".node-on").get_by_role("link", name="改", exact=True).click()
            page.get_by_label("所属目标").select_option("harmony")
            page.get_by_role("button", name="保存并确认").click()
        else:
            page.locator(".node-on").get_by_role("button", name="删除").click()
        be_calm(page)
    raise AssertionError(page.locator("main").inner_text())


def test_from_an_issued_text_to_ten_assigned_tasks(officer: Sitting, text_file: Path) -> None:
    page = officer.page
    plan = bring_in(officer, text_file)
    assert officer.faults() == []

    take_back_one_edit(page)
    split_and_undo(page)
    merge_and_undo(page)
    page.get_by_role("button", name=re.compile("确认全部无疑的")).click()
    expect(page.locator(".review-strip")).to_contain_text(re.compile(r"已确认 [1-9]"))
    settle_doubts(page)
    bind_targets(officer)
    settle_findings(page)
    assert officer.faults() == []
    follow(page.get_by_role("button", name="发布这份计划"), r"/plans/\d+/$")
    expect(page.get_by_role("heading", name="定稿")).to_be_visible()

    follow(page.get_by_role("link", name="交办任务"), r"/plans/\d+/tasks/")
    for _ in range(10):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("10")
    follow(page.get_by_role("button", name="交办所选任务"), "/assign/")
    lead = page.get_by_label("牵头岗位")
    lead.select_option(label=str(lead.locator("option", has_text="昆山市总工会 · 基层组织科科长").first.inner_text()))
    page.get_by_label("统一完成时限").fill(f"{timezone.localdate().year}-12-31")
    page.get_by_label("统一完成标准").fill("有名册、有照片")
    page.get_by_role("button", name="交办", exact=True).click()

    expect(page.locator("main .badge", has_text="已交办")).to_have_count(10)
    assert officer.faults() == []
    assert _states(plan).count("assigned") == 10


def _assign_the_first(page: Page, tasks: str) -> str:
    """Assign the first task of the list to a county's head of section; the address of its case."""
    page.goto(tasks)
    follow(page.locator("tbody a[data-act]").first, r"/cases/\d+/$")
    follow(page.get_by_role("link", name="交办", exact=True).first, "/assign/")
    lead = page.get_by_label("牵头岗位")
    lead.select_option(label=str(lead.locator("option", has_text="昆山市总工会 · 基层组织科科长").first.inner_text()))
    page.get_by_label("完成标准").fill("名册齐全")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("待接受")
    return page.url


def test_a_county_reports_with_evidence_and_the_city_verifies(
    chromium: Browser, city_to_change: str, plenty_of_tasks: str
) -> None:
    plan = int(plenty_of_tasks.split("/")[2])
    with sitting(chromium, city_to_change) as officer:
        officer.sign_in("city.research")
        case = _assign_the_first(officer.page, plenty_of_tasks)

    with sitting(chromium, city_to_change, size=PHONE) as cadre:
        cadre.sign_in("c7.organising")
        page = cadre.page
        page.goto(case)
        assert cadre.faults() == []
        follow(page.get_by_role("link", name="接受任务").first, "/accept/")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator("main")).to_contain_text("办理中")
        page.goto(f"{case}report_done/")
        page.get_by_label("办结情况").fill("全部走访完毕，名册见附件。")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator("main")).to_contain_text("请至少上传一份佐证材料")
        expect(page.get_by_label("办结情况")).to_have_value("全部走访完毕，名册见附件。")
        evidence = {"name": "名册.txt", "mimeType": "text/plain", "buffer": "张三、李四".encode()}
        page.locator("input[type=file]").set_input_files(evidence)  # type: ignore[arg-type]
        assert cadre.faults() == []
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator("main")).to_contain_text("待核验")

    with sitting(chromium, city_to_change) as officer:
        officer.sign_in("city.research")
        page = officer.page
        page.goto(f"{case}?tab=attachments")
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("名册")).first.click()
        assert Path(download.value.path()).read_text(encoding="utf-8") == "张三、李四"
        page.goto(case)
        follow(page.get_by_role("link", name="核验通过").first, "/verify/")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator("main")).to_contain_text("已办结")
        assert officer.faults() == []
    assert _states(plan).count("done") == 1


def _states(plan: int) -> list[str]:
    research = load_actor(User.objects.get(username="city.research"), today=timezone.localdate())
    with scoped(research):
        assert PlanDocument.objects.get(pk=plan).state == "published"
        states = list(Task.objects.filter(plan=plan).values_list("case__state", flat=True))
    connections.close_all()
    return states
