"""A rule on the interests of staff goes through its three steps (WC-027), with the union at the table (WC-028)."""

import pytest
from django.db import IntegrityError, transaction

from zhijia.engines.cases.advance import InvalidInput
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession
from zhijia.services.congress.tests.story import Story
from zhijia.services.congress.tests.test_sessions import SAFETY, call_session, delivered, item_of, opened, staff_meeting

RULES = {"title": "考勤管理制度", "matter": "rules", "mode": "", "text": "制度草案"}
WAGES = {"title": "奖金分配方案", "matter": "wages", "mode": "", "text": "方案草案"}
AGREED = {"day": "2026-12-01", "outcome": "fixed", "union_side": "工会主席、两名代表", "text": "第八条改为提前三日告知"}


@pytest.fixture
def discussed(city: SmallCity) -> Story:
    """A session that discussed two of them, reported to the union above; the next one has opened."""
    story = opened(delivered(staff_meeting(city, 5), RULES, WAGES, SAFETY).at("2026-11-27"), 4)
    story.make("resolve", {"minutes": "记录", "signers": "主席团"})
    story.make("publish", {"day": story.today, "channel": "公告栏"}).make("report", {"day": story.today})
    first = story.case_id
    with scoped(BUILDER):
        story.case_id = CongressSession.objects.get(case=first).term.case_id
    opened(delivered(call_session(story, "2026-12-18"), SAFETY).at("2026-12-18"), 4)
    story.case_id = first
    return story


def test_wc_027_and_wc_028_discussed_then_agreed_as_equals_then_made_public(discussed: Story) -> None:
    story, rules, wages = discussed, item_of(discussed, "rules"), item_of(discussed, "wages")
    shown = {"item": rules, "day": "2026-12-02", "channel": "厂区公告栏和内网"}
    with pytest.raises(Refused, match="第四条") as refusal:
        story.make("publicise_rule", shown)
    assert refusal.value.rule == "WC-027"
    with pytest.raises(InvalidInput, match="day"):
        story.make("consult_rule", {**AGREED, "item": rules, "day": "2026-11-26"})  # before the congress heard of it
    story.make("consult_rule", {**AGREED, "item": rules})
    with pytest.raises(InvalidInput, match="item"):
        story.make("consult_rule", {**AGREED, "item": rules})
    with pytest.raises(InvalidInput, match="day"):
        story.make("publicise_rule", {**shown, "day": "2026-11-30"})
    story.make("publicise_rule", shown)
    assert story.findings() == {}

    with scoped(BUILDER):
        after = CongressSession.objects.latest("pk").pk
    told = {"session": after, "text": "制度已经施行"}
    with pytest.raises(Refused, match="经讨论、平等协商并公示"):
        story.make("follow_up", told)  # the other one still stands between two steps
    story.make("consult_rule", {**AGREED, "item": wages, "outcome": "given_up", "union_side": ""})
    assert "实施《中华人民共和国工会法》办法" in story.findings()["WC-028"]
    story.make("follow_up", told)
    assert story.state == "closed"
    page = story.city.chair.client().get(f"/cases/{story.case_id}/").content.decode()
    assert "协商确定 2026年12月1日" in page
    assert "已公示 2026年12月2日" in page


def test_the_database_knows_no_public_rule_that_was_not_agreed(discussed: Story) -> None:
    rules = item_of(discussed, "rules")
    with scoped(BUILDER), pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=rules).update(publicised_on="2026-12-02", consultation="fixed")
