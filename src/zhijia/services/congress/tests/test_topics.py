"""Topics are collected before they are agreed (W10): delegates suggest, each suggestion is taken up or answered."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.messages.models import Message
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.attending.acts import suggest_topic
from zhijia.services.congress.attending.reading import own_sessions, read_session
from zhijia.services.congress.proposals.models import Proposal, Ruling
from zhijia.services.congress.proposals.opening import Text, propose
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, TopicSuggestion
from zhijia.services.congress.tests.story import Story, open_story, seat_delegates
from zhijia.services.congress.tests.test_attending import worker_of
from zhijia.services.congress.tests.test_sessions import call_session, staff_meeting
from zhijia.trail.models import Event

ASKED = {"text": "请围绕工资、安全和福利建议议题。", "topics_until": "2026-11-20"}
HEAT = {"title": "夏季车间降温", "reason": "车间温度过高"}
FOOD = {"title": "夜班供餐", "reason": "夜班没有热饭"}


def delegates_of(city: SmallCity, count: int = 3) -> tuple[Story, list[Actor]]:
    """A session that is prepared in a congress whose delegates are these, each without a post."""
    story = open_story(city, form="general").make("plan", {"headcount": 30})
    story.make("constitute_general", {"from_on": story.today, "years": 3})
    seated = seat_delegates(story, count)
    people = [Actor(user_id=9000 + n, person_id=one.person_id, name=one.name) for n, one in enumerate(seated)]
    return call_session(story), people


def suggestions() -> list[TopicSuggestion]:
    with scoped(BUILDER):
        return list(TopicSuggestion.objects.select_related("item").order_by("pk"))


def told(actor: Actor) -> list[str]:
    with scoped(actor):
        return list(Message.objects.filter(person=actor.person_id).order_by("pk").values_list("kind", flat=True))


def suggested(city: SmallCity) -> tuple[Story, list[Actor]]:
    """One delegate suggests one topic, two others another."""
    story, people = delegates_of(city)
    story.make("collect_topics", ASKED)
    for one, data in zip(people, (HEAT, FOOD, FOOD), strict=True):
        suggest_topic(one, story.case_id, now=story.now, data=data)
    return story, people


def test_delegates_are_asked_once_and_suggest_each_topic_once(city: SmallCity) -> None:
    story, (she, other, _third) = delegates_of(city)
    with pytest.raises(Http404):
        read_session(she, story.case_id, today=story.today)  # nobody has been asked yet
    with pytest.raises(Refused, match="没有征集"):
        suggest_topic(she, story.case_id, now=story.now, data=HEAT)
    for wrong in ("2026-11-15", "2026-11-28"):
        with pytest.raises(InvalidInput, match="topics_until"):
            story.make("collect_topics", {**ASKED, "topics_until": wrong})
    for _again in range(2):
        story.make("collect_topics", ASKED)
    assert told(she) == ["congress.topics_asked"]
    assert [one.case_id for one in own_sessions(she, today=story.today)] == [story.case_id]

    for _press in range(3):
        suggest_topic(she, story.case_id, now=story.now, data=HEAT)
    with pytest.raises(Refused, match="已经建议过"):
        suggest_topic(she, story.case_id, now=story.now, data={**HEAT, "reason": "换一个理由"})
    with pytest.raises(InvalidInput, match="title"):
        suggest_topic(she, story.case_id, now=story.now, data={"title": " ", "reason": "理由"})
    suggest_topic(other, story.case_id, now=story.now, data=HEAT)
    assert [(one.person_id, one.title) for one in suggestions()] == [
        (she.person_id, HEAT["title"]),
        (other.person_id, HEAT["title"]),
    ]
    with scoped(BUILDER):
        assert Event.objects.filter(kind="congress.topic_suggested").count() == 2


def test_each_suggestion_is_taken_up_or_answered_and_the_rest_is_pointed_out(city: SmallCity) -> None:
    story, (she, other, _third) = suggested(city)
    heat, food, again = suggestions()
    story.make("add_item", {"suggestion": heat.pk, "matter": "safety", "text": "改写的材料"})
    with scoped(BUILDER):
        item = AgendaItem.objects.get()
    assert (item.title, item.text) == (HEAT["title"], "改写的材料")
    with pytest.raises(InvalidInput, match="suggestion"):
        story.make("add_item", {"suggestion": heat.pk, "matter": "safety"})
    story.make("answer_topic", {"suggestion": food.pk, "answer": "已由食堂延时解决"})
    with pytest.raises(InvalidInput, match="suggestion"):
        story.make("answer_topic", {"suggestion": food.pk, "answer": "再答一次"})
    assert told(she) == ["congress.topics_asked", "congress.item_added"]
    assert told(other) == ["congress.topics_asked", "congress.topic_answered"]

    address = reverse("cases:move", args=[story.case_id, "agree"])
    assert "还有1条议题建议没有答复" in city.chair.client().get(address).content.decode()
    story.make("agree", {"day": story.today, "is_agreed": "on"})
    with scoped(BUILDER):
        assert Event.objects.filter(kind="congress.topics_agreed").latest("pk").data["unanswered"] == 1
    with pytest.raises(Refused, match="议题已商定"):
        suggest_topic(she, story.case_id, now=story.now, data=FOOD)
    story.make("answer_topic", {"suggestion": again.pk, "answer": "同上"})
    story.make("strike_item", {"item": item.pk, "reason": "并入安全生产报告"})
    assert [(one.item, one.answer) for one in suggestions()] == [
        (None, "并入安全生产报告"),
        (None, "已由食堂延时解决"),
        (None, "同上"),
    ]


def test_her_page_asks_takes_and_tells_and_nobody_else_s_does(city: SmallCity) -> None:
    story = staff_meeting(city, 5)
    address, form = (reverse(f"congress:{name}", args=[story.case_id]) for name in ("session", "give_topic"))
    worker = city.worker.client()
    assert [worker.get(page).status_code for page in (address, form)] == [404, 404]
    with scoped(BUILDER):
        CongressSession.objects.filter(case=story.case_id).update(planned_on=date(2199, 12, 31))
    story.make("collect_topics", {**ASKED, "topics_until": "2199-12-01"})

    assert address in worker.get("/me/").content.decode()
    assert f'href="{address}"' in worker.get("/me/inbox/").content.decode()
    assert address in worker.get(reverse("congress:own_sessions")).content.decode()
    with CaptureQueriesContext(connection) as asked:
        page = worker.get(address).content.decode()
    read = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and "set_config" not in one["sql"]]
    assert len(read) <= 12, read
    assert (ASKED["text"] in page, form in page, "live-region" in page) == (True, True, False)
    assert worker.get(reverse("congress:session_texts", args=[story.case_id])).status_code == 404
    empty = worker.post(form, {"title": "", "reason": "理由"})
    assert (empty.status_code, "id_title_error" in empty.content.decode()) == (422, True)
    for _press in range(2):
        assert worker.post(form, HEAT)["Location"] == address
    assert "待答复" in worker.get(address).content.decode()
    (heat,) = suggestions()

    for figure in (city.stranger, city.south_chair):
        client = figure.client()
        assert [client.get(page).status_code for page in (address, form)] == [404, 404]
        assert client.post(form, HEAT).status_code == 404
        with scoped(figure.actor):
            assert not TopicSuggestion.objects.exists()
    outsider = Actor(user_id=9999, person_id=city.stranger.person.pk, name="外人")
    with pytest.raises(NotYours):
        suggest_topic(outsider, story.case_id, now=story.now, data=HEAT)
    with pytest.raises(Refused):
        story.make("suggest_topic", HEAT)  # the union enters items, it suggests none

    case_page = city.chair.client().get(reverse("cases:case", args=[story.case_id])).content.decode()
    assert HEAT["title"] in case_page
    story.make("add_item", {"suggestion": heat.pk, "matter": "safety", "title": "防暑降温方案"})
    assert "已列入议题：1. 防暑降温方案" in worker.get(address).content.decode()
    with scoped(BUILDER):
        CongressSession.objects.filter(case=story.case_id).update(topics_until=story.today - timedelta(days=1))
    with pytest.raises(Refused, match="已经截止"):
        suggest_topic(worker_of(story), story.case_id, now=story.now, data=FOOD)
    closed = worker.get(address).content.decode()
    assert (form in closed, "已列入议题" in closed) == (False, True)


def test_a_filed_proposal_comes_on_the_agenda_once(city: SmallCity) -> None:
    story, (she, _other, _third) = delegates_of(city)
    proposal = propose(she, Text(title="夜班供餐", reason="没有热饭", measure="食堂延时"), key=uuid4(), now=story.now)
    taken = {"proposal": proposal.pk, "matter": "safety"}
    with pytest.raises(InvalidInput, match="proposal"):
        story.make("add_item", taken)  # nobody has filed it
    with scoped(BUILDER):
        filed = {"submitted_on": story.today, "ruling": Ruling.FILED, "decision": "立案", "decided_on": story.today}
        Proposal.objects.filter(pk=proposal.pk).update(**filed)
    story.make("collect_topics", ASKED)
    suggest_topic(she, story.case_id, now=story.now, data=FOOD)
    with pytest.raises(InvalidInput) as both:
        story.make("add_item", {**taken, "suggestion": suggestions()[0].pk})
    assert both.value.form.errors == {"proposal": ["一项议题只能有一个来源。"]}
    story.make("add_item", taken)
    with scoped(BUILDER):
        item = AgendaItem.objects.get()
    assert (item.title, item.text, item.proposal_id) == ("夜班供餐", "没有热饭\n\n食堂延时", proposal.case_id)
    with pytest.raises(InvalidInput, match="proposal"):
        story.make("add_item", taken)
    assert reverse("cases:case", args=[proposal.case_id]) in (
        city.chair.client().get(reverse("cases:case", args=[story.case_id])).content.decode()
    )
    story.make("strike_item", {"item": item.pk, "reason": "材料不全"}).make("add_item", taken)
