"""A delegate lives a session on her phone: a topic, texts, an opinion, the code of the hall, the floor, her vote, the result."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings as configured
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.sitting import PHONE, WALL, Sitting, sitting
from zhijia.engines.ballots.models import Elector, Poll
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, build_small_city
from zhijia.services.congress.attending import views
from zhijia.services.congress.attending.codes import VALID_FOR, HallCode
from zhijia.services.congress.attending.presenting import svg_of
from zhijia.services.congress.sessions import models
from zhijia.services.congress.tests.story import Story, open_story
from zhijia.services.congress.tests.test_sessions import CONTRACT, SAFETY, call_session, came, delivered, item_of

pytestmark = pytest.mark.browser
STAFF, SAID, ANSWERED, RESOLVED = 5, "第五条请写明加班工资的计算基数", "已在第五条写明", "通过集体合同草案"


def _prepared() -> Story:
    """A general meeting of five that meets today; topics have been collected for it for ten days."""
    today = local_day(timezone.now())
    story = open_story(build_small_city(), (today - timedelta(days=10)).isoformat(), form="general")
    story.make("plan", {"headcount": STAFF}).make("constitute_general", {"from_on": story.today, "years": 3})
    story.workers(STAFF - 1)
    asked = {"text": "请围绕工资、安全和福利建议议题。", "topics_until": today.isoformat()}
    return call_session(story, today.isoformat()).make("collect_topics", asked)


def _enter(seated: Sitting, figure: Figure) -> Sitting:
    session = figure.client().cookies[configured.SESSION_COOKIE_NAME].value
    seated.page.context.add_cookies(
        [{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": seated.base_url}]
    )
    return seated


def test_a_delegate_lives_a_whole_session_on_her_phone(live_server: LiveServer, chromium: Browser) -> None:
    story = _prepared()
    city = story.city
    with sitting(chromium, live_server.url, size=PHONE) as phone, sitting(chromium, live_server.url, size=WALL) as wall:
        _enter(phone, city.worker)
        _enter(wall, city.chair)
        _suggest(story, phone)
        delivered(story, {**CONTRACT, "mode": "ordinary"}, SAFETY)
        _read_and_say(story, phone)
        story.now = timezone.now()
        story.make("prepare", {"day": story.today}).make("gather")
        _come(story, phone, wall)
        came(story, 3).make("call_to_order").make("begin_item", {"item": item_of(story)})
        _speak(story, phone)
        story.make("start_voting")
        _vote(story, phone)
        _read_the_result(story, phone)
        story.make("resolve", {"minutes": "会议记录", "signers": "主席团"})
        story.make("publish", {"day": story.today, "channel": "厂区公告栏"})
        phone.page.reload()
        expect(phone.page.locator("main")).to_contain_text(RESOLVED)
        expect(phone.page.locator("main")).to_contain_text("厂区公告栏")
        assert phone.faults() == []


def _open(story: Story, phone: Sitting) -> None:
    phone.page.goto(f"/congress/sessions/{story.case_id}/")


def _suggest(story: Story, phone: Sitting) -> None:
    """She is asked for topics, suggests one, and reads why it does not come on the agenda."""
    page = phone.page
    _open(story, phone)
    expect(page.locator("main")).to_contain_text("请围绕工资、安全和福利建议议题。")
    phone.follow(page.get_by_role("link", name="建议议题"), "/topic/")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("input[name=title][aria-invalid=true]")).to_be_visible()
    assert phone.faults() == []
    page.locator("input[name=title]").fill("夜班供餐")
    page.locator("textarea[name=reason]").fill("夜班没有热饭")
    phone.follow(page.locator("main form button[type=submit]"), rf"/sessions/{story.case_id}/$")
    expect(page.locator("main")).to_contain_text("待答复")
    with scoped(BUILDER):
        suggestion = models.TopicSuggestion.objects.get(title="夜班供餐")
    story.make("answer_topic", {"suggestion": suggestion.pk, "answer": "食堂已经延时"})
    page.reload()
    expect(page.locator("main")).to_contain_text("没有列入：食堂已经延时")
    assert phone.faults() == []


def _read_and_say(story: Story, phone: Sitting) -> None:
    """From the list of her sessions; that she has read is kept with its moment, her opinion is answered by itself."""
    page = phone.page
    page.goto("/congress/sessions/")
    phone.follow(page.locator(f"main a[href$='/congress/sessions/{story.case_id}/']"), rf"/sessions/{story.case_id}/$")
    expect(page.locator("main")).to_contain_text("还没有确认阅读")
    assert phone.faults() == []
    phone.follow(page.get_by_role("link", name="阅读材料"), "/texts/")
    expect(page.locator("main")).to_contain_text("草案全文")
    page.get_by_role("button", name="我已阅读全部材料").click()
    expect(page.locator("main")).to_contain_text("您已确认阅读。")
    assert phone.faults() == []
    with scoped(BUILDER):
        assert models.Receipt.objects.get(read_at__isnull=False).person_id == story.city.worker.person.pk

    _open(story, phone)
    phone.follow(page.get_by_role("link", name="提出意见"), "/opinion/")
    page.locator("select[name=item]").select_option(label="集体合同草案")
    page.locator("textarea[name=text]").fill(SAID)
    phone.follow(page.locator("main form button[type=submit]"), rf"/sessions/{story.case_id}/$")
    expect(page.locator("main")).to_contain_text("待答复")
    with scoped(BUILDER):
        opinion = models.DelegationOpinion.objects.get(text=SAID)
    assert opinion.person_id == story.city.worker.person.pk
    story.make("answer_opinion", {"opinion": opinion.pk, "answer": ANSWERED})
    page.reload()
    expect(page.locator("main")).to_contain_text(ANSWERED)


def _come(story: Story, phone: Sitting, wall: Sitting) -> None:
    """By what the screen shows now; the picture of a minute ago lets nobody in."""
    page = phone.page
    with scoped(BUILDER):
        stale = HallCode.of(models.Sitting.objects.get().pk, timezone.now() - VALID_FOR)
    page.goto(f"/congress/sessions/{story.case_id}/here/?code={stale}")
    expect(page.get_by_role("alert")).to_contain_text("重新扫描")
    with patch.object(views, "svg_of", wraps=svg_of) as drawn:
        wall.page.goto(f"/congress/sessions/{story.case_id}/hall/")
        expect(wall.page.locator("#hall-code svg")).to_be_visible()
        scanned = drawn.call_args.args[0]
    assert wall.faults() == []
    page.goto(scanned)
    assert phone.faults() == []
    phone.follow(page.get_by_role("button", name="签到", exact=True), rf"/sessions/{story.case_id}/$")
    expect(page.locator("main")).to_contain_text("已签到")


def _speak(story: Story, phone: Sitting) -> None:
    page = phone.page
    _open(story, phone)
    page.get_by_role("button", name="申请发言").click()
    expect(page.get_by_role("button", name="撤回发言申请")).to_be_visible()
    with scoped(BUILDER):
        speech = models.Speech.objects.get()
    story.make("call_speaker", {"speech": speech.pk})
    page.reload()
    expect(page.locator("main")).to_contain_text("正在发言")
    assert phone.faults() == []
    story.make("end_speech")


def _vote(story: Story, phone: Sitting) -> None:
    """She looks at it once more before it is cast, and casts once."""
    page = phone.page
    story.make("put_to_vote", {"item": item_of(story), "closes_at": "2126-11-27T18:00"})
    with scoped(BUILDER):
        poll = Poll.objects.get(about=story.case_id)
    _open(story, phone)
    phone.follow(page.locator(f"main a[href*='/polls/{poll.pk}/']").first, rf"/polls/{poll.pk}/")
    page.get_by_label("赞成").check()
    assert phone.faults() == []
    page.get_by_role("button", name="看一遍再投").click()
    expect(page.get_by_role("heading", name="请核对您的选择")).to_be_visible()
    assert phone.faults() == []
    page.get_by_role("button", name="确定投出").click()
    expect(page.locator("main")).to_contain_text("您已经投票，每人只投一次。")
    page.goto(f"/polls/{poll.pk}/")
    expect(page.get_by_role("button", name="看一遍再投")).to_be_hidden()
    vote = {"poll": poll.pk}
    story.make("close_vote", vote).make("count_vote", {**vote, "resolution": RESOLVED})


def _read_the_result(story: Story, phone: Sitting) -> None:
    """One of five is not more than half: what the page says is what was counted."""
    page = phone.page
    _open(story, phone)
    expect(page.locator("main")).to_contain_text("赞成 1，反对 0，弃权 0，无效 0")
    expect(page.locator("main")).to_contain_text("未通过")
    expect(page.locator("main")).not_to_contain_text(RESOLVED)
    with scoped(BUILDER):
        assert Elector.objects.filter(poll__about=story.case_id).count() == STAFF
