"""A session on the phones of its delegates: texts read, opinions said, checked in by the code of the hall; what the hall sees."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.engines.live.channels import Picture
from zhijia.engines.live.reading import shown
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.attending.acts import ask_to_speak, come, confirm_read, offer_opinion, withdraw_speech
from zhijia.services.congress.attending.codes import VALID_FOR, HallCode
from zhijia.services.congress.sessions.models import (
    Attendance,
    DelegationOpinion,
    Receipt,
    Sitting,
    SittingMember,
    Speech,
)
from zhijia.services.congress.tests.story import Story
from zhijia.services.congress.tests.test_sessions import ballots, came, delivered, item_of, staff_meeting
from zhijia.trail.models import Event


def worker_of(story: Story, n: int = 0) -> Actor:
    """One of the mill's people, as somebody who has logged in without a post."""
    with scoped(BUILDER):
        person = Person.objects.filter(home=story.city.mill_union, name__endswith="工").order_by("pk")[n]
    return Actor(user_id=9000 + n, person_id=person.pk, name=person.name)


def gathered(city: SmallCity, count: int = 5) -> tuple[Story, str]:
    """On the day, while people come; and the code that the hall shows then."""
    story = delivered(staff_meeting(city, count)).at("2026-11-27")
    story.make("prepare", {"day": story.today}).make("gather")
    return story, str(HallCode.of(sitting_of(story), story.now))


def sitting_of(story: Story) -> int:
    with scoped(BUILDER):
        return Sitting.objects.get(session__case=story.case_id).pk


def picture(story: Story, language: str = "zh-hans") -> str:
    return shown(Picture(f"congress.session.{story.case_id}.hall", language))[0]


def comers() -> list[tuple[int, bool]]:
    with scoped(BUILDER):
        return list(Attendance.objects.order_by("pk").values_list("member__person", "is_by_code"))


def test_whoever_has_the_texts_confirms_once_that_she_read_them(city: SmallCity) -> None:
    story = delivered(staff_meeting(city, 5))
    she = worker_of(story)
    for minutes in (1, 9):
        confirm_read(she, story.case_id, now=story.now + timedelta(minutes=minutes))

    with scoped(BUILDER):
        receipt = Receipt.objects.get(person=she.person_id)
        assert receipt.read_at == story.now + timedelta(minutes=1)
        assert Receipt.objects.exclude(read_at=None).count() == 1
        assert Event.objects.filter(kind="congress.texts_read", subject_id=receipt.pk).count() == 1
    with scoped(city.south_chair.actor):
        assert not Event.objects.filter(kind="congress.texts_read").exists()

    story.make("change_text", {"item": item_of(story), "text": "修改稿"})
    with pytest.raises(Refused, match="重新送达"):
        confirm_read(she, story.case_id, now=story.now)
    story.make("deliver", {"day": story.today})
    with scoped(BUILDER):
        assert Receipt.objects.filter(session__case=story.case_id, read_at=None).count() == 5


def test_a_delegate_says_what_she_thinks_and_reads_the_answer(city: SmallCity) -> None:
    story = delivered(staff_meeting(city, 5))
    she, said = worker_of(story), {"item": item_of(story), "text": "第五条写清楚"}
    for _click in range(2):
        offer_opinion(she, story.case_id, now=story.now, data=said)

    assert story.state == "discussing"
    with scoped(BUILDER):
        opinion = DelegationOpinion.objects.get()
    assert opinion.person_id == she.person_id
    with pytest.raises(Refused, match="逐条答复"):
        story.make("prepare", {"day": story.today})
    story.make("answer_opinion", {"opinion": opinion.pk, "answer": "已写明"})
    stranger = Actor(user_id=9999, person_id=city.worker.person.pk, name="外人")
    with scoped(BUILDER):
        Receipt.objects.filter(person=stranger.person_id).delete()
    with pytest.raises(NotYours):
        offer_opinion(stranger, story.case_id, now=story.now, data=said)


def test_by_the_code_of_the_hall_once_and_only_while_it_is_fresh(city: SmallCity) -> None:
    story, code = gathered(city)
    she, late = worker_of(story), worker_of(story, 1)
    come(she, story.case_id, code, now=story.now + timedelta(seconds=30))
    come(she, story.case_id, code, now=story.now + timedelta(seconds=40))
    assert comers() == [(she.person_id, True)]

    other = str(HallCode.of(sitting_of(story) + 1, story.now))
    ahead = str(HallCode.of(sitting_of(story), story.now + timedelta(hours=1)))
    forged = code.replace(".", ".1", 1)
    for wrong, at in (
        (code, story.now + VALID_FOR),
        (other, story.now),
        (ahead, story.now),
        (forged, story.now),
        ("", story.now),
    ):
        with pytest.raises(Refused, match="重新扫描"):
            come(late, story.case_id, wrong, now=at)
    came(story, 1)  # the desk goes on beside it
    assert [by_code for _person, by_code in comers()] == [True, False]
    with scoped(BUILDER):
        assert Event.objects.filter(kind="congress.came_by_code").count() == 1


def test_not_before_the_roll_is_frozen_not_after_the_session_and_not_who_is_not_on_it(city: SmallCity) -> None:
    story, code = gathered(city)
    with scoped(BUILDER):
        outsider = Actor(user_id=9998, person_id=city.chair.person.pk, name="外人")
    with pytest.raises(Http404):
        come(outsider, story.case_id, code, now=story.now)
    came(story, 5).make("call_to_order").make("start_voting").make("decide", ballots(story, 4, 1))
    story.make("resolve", {"minutes": "记录", "signers": "主席团"})
    with pytest.raises(Refused, match="不是签到时间"):
        come(worker_of(story), story.case_id, code, now=story.now)


def test_the_hall_sees_each_change_in_both_languages(city: SmallCity) -> None:
    story, code = gathered(city)
    assert "还差4人" in picture(story)
    come(worker_of(story), story.case_id, code, now=story.now)
    assert "还差3人" in picture(story)
    came(story, 4).make("call_to_order")
    assert "已达到" in picture(story)
    assert "开会审议" in picture(story)
    story.make("begin_item", {"item": item_of(story)})
    assert "正在进行的议题" in picture(story)
    story.make("start_voting").make("decide", ballots(story, 3, 2))
    assert "正在投票" not in picture(story)
    assert "赞成 3，反对 2，弃权 0，无效 0" in picture(story)
    english = picture(story, "en")
    assert "Passed" in english
    assert "通过" not in english.replace("集体合同草案", "")


def test_the_pages_show_a_worker_her_session_and_the_chair_the_hall(city: SmallCity) -> None:
    story, _code = gathered(city)
    worker = city.worker.client()
    mine = worker.get(reverse("congress:own_sessions")).content.decode()
    assert reverse("congress:session", args=[story.case_id]) in mine
    assert reverse("congress:session", args=[story.case_id]) in worker.get("/me/").content.decode()
    with CaptureQueriesContext(connection) as asked:
        page = worker.get(reverse("congress:session", args=[story.case_id]))
    read = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and "set_config" not in one["sql"]]
    assert len(read) <= 12, read
    assert "未签到" in page.content.decode()
    assert "live-region" in page.content.decode()
    assert "草案全文" in worker.get(reverse("congress:session_texts", args=[story.case_id])).content.decode()
    assert worker.get(reverse("congress:hall", args=[story.case_id])).status_code == 404

    hall = city.chair.client()
    assert (
        reverse("congress:hall_code", args=[story.case_id])
        in hall.get(reverse("congress:hall", args=[story.case_id])).content.decode()
    )
    code = hall.get(reverse("congress:hall_code", args=[story.case_id]))
    assert ("<svg" in code.content.decode(), code["Cache-Control"]) == (True, "no-store")
    for figure in (city.stranger, city.south_chair):
        assert figure.client().get(reverse("congress:hall", args=[story.case_id])).status_code == 404


def test_the_code_leads_to_one_button(city: SmallCity) -> None:
    story = delivered(staff_meeting(city, 5))
    worker: Client = city.worker.client()

    assert "重新扫描" in worker.get(reverse("congress:here", args=[story.case_id]) + "?code=x").content.decode()


def test_who_is_here_queues_and_each_delegation_has_its_time(city: SmallCity) -> None:
    story, code = gathered(city)
    first, second = worker_of(story), worker_of(story, 1)
    for one in (first, second):
        come(one, story.case_id, code, now=story.now)
    with pytest.raises(Refused, match="开会审议期间"):
        ask_to_speak(first, story.case_id, now=story.now)
    came(story, 3).make("call_to_order").make("set_speaking", {"minutes": 3})
    for one in (first, first, second):  # a double click waits once
        ask_to_speak(one, story.case_id, now=story.now)
    assert [speech.member.name for speech in queue(story)] == [first.name, second.name]
    assert first.name in picture(story)

    story.make("call_speaker", {"speech": queue(story)[0].pk})
    assert "正在发言" in picture(story)
    with pytest.raises(Refused, match="没有正在排队"):
        withdraw_speech(first, story.case_id, now=story.now)
    story.now += timedelta(minutes=3)
    story.make("end_speech")
    with pytest.raises(Refused, match="没有人发言"):
        story.make("end_speech")
    ask_to_speak(first, story.case_id, now=story.now)
    again = queue(story)[1].pk
    with pytest.raises(Refused, match="3分钟发言时间已经用完"):
        story.make("call_speaker", {"speech": again})
    story.make("set_speaking", {"minutes": 5}).make("call_speaker", {"speech": again})
    withdraw_speech(second, story.case_id, now=story.now)
    assert queue(story) == []
    assert second.name not in picture(story)
    assert "正在发言" in picture(story)
    with scoped(BUILDER):
        counting = list(SittingMember.objects.order_by("pk").values_list("pk", flat=True)[:2])
    story.make("start_voting").make("put_to_vote", {"item": item_of(story), "closes_at": "", "scrutineers": counting})
    assert "正在发言" not in picture(story)


def test_the_chair_leads_the_floor_on_her_phone_with_one_tap_each(city: SmallCity) -> None:
    story, code = gathered(city)
    address = reverse("congress:floor", args=[story.case_id])
    chair = city.chair.client()
    assert "宣布开会以后" in chair.get(address).content.decode()
    first, second = worker_of(story), worker_of(story, 1)
    for one in (first, second):
        come(one, story.case_id, code, now=story.now)
    came(story, 3).make("call_to_order")
    for one in (first, second):
        ask_to_speak(one, story.case_id, now=story.now)

    with CaptureQueriesContext(connection) as asked:
        page = chair.get(address).content.decode()
    read = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and "set_config" not in one["sql"]]
    assert len(read) <= 12, read
    forms = dict(re.findall(r'action="[^"]*/floor/(\w+)/".*?name="key" value="([^"]+)"', page))
    call = {"key": forms["call_speaker"], "speech": queue(story)[1].pk}
    for _double_tap in range(2):
        assert chair.post(reverse("congress:lead", args=[story.case_id, "call_speaker"]), call).status_code == 302
    assert [speech.member.name for speech in queue(story)] == [first.name]
    assert "结束发言" in chair.get(reverse("congress:floor_controls", args=[story.case_id])).content.decode()

    item = re.search(r'name="item" value="(\d+)"', page)
    assert item
    begun = {"key": forms["begin_item"], "item": item[1]}
    chair.post(reverse("congress:lead", args=[story.case_id, "begin_item"]), begun)
    assert "正在进行的议题" in chair.get(address).content.decode()
    stale = {"key": str(uuid4()), "speech": call["speech"]}
    told = chair.post(reverse("congress:lead", args=[story.case_id, "call_speaker"]), stale, follow=True)
    assert "请看清以后再按一次" in told.content.decode()
    assert chair.post(reverse("congress:lead", args=[story.case_id, "resolve"])).status_code == 404
    assert address in chair.get(reverse("cases:case", args=[story.case_id])).content.decode()
    for figure, status in ((city.worker, 404), (city.stranger, 404), (city.administrator, 403)):
        assert figure.client().get(address).status_code == status


def test_who_has_not_come_does_not_speak(city: SmallCity) -> None:
    story, code = gathered(city)
    for n in range(4):
        come(worker_of(story, n), story.case_id, code, now=story.now)
    story.make("call_to_order")
    with scoped(BUILDER):
        left = SittingMember.objects.get(sitting__session__case=story.case_id, attendance=None)
    absent = Actor(user_id=9100, person_id=left.person_id, name=left.name)

    with pytest.raises(Refused, match="先签到"):
        ask_to_speak(absent, story.case_id, now=story.now)


def queue(story: Story) -> list[Speech]:
    with scoped(BUILDER):
        rows = Speech.objects.filter(session__case=story.case_id, began_at=None, withdrawn_at=None)
        return list(rows.select_related("member").order_by("asked_at", "pk"))
