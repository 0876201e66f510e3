"""Everybody scans the code of the hall in the same minute, and many press twice: each is counted once, none is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connections

from zhijia.engines.cases.advance import InvalidInput
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, build_small_city
from zhijia.services.congress.attending.acts import ask_to_speak, come, confirm_read, suggest_topic, withdraw_speech
from zhijia.services.congress.proposals.models import CoSignature, Proposal
from zhijia.services.congress.proposals.opening import Text, act_as_delegate, propose
from zhijia.services.congress.sessions.models import (
    Attendance,
    CongressSession,
    Receipt,
    SittingMember,
    Speech,
    TopicSuggestion,
)
from zhijia.services.congress.tests.story import Story, seat_delegates
from zhijia.services.congress.tests.test_attending import gathered, picture
from zhijia.services.congress.tests.test_sessions import call_session, came
from zhijia.trail.models import Event

PEOPLE, AT_ONCE = 24, 8


@pytest.mark.django_db(transaction=True)
def test_all_who_come_at_once_are_counted_once() -> None:
    story, code = gathered(build_small_city(), PEOPLE)
    with scoped(BUILDER):
        rows = Person.objects.filter(employments__enterprise=story.city.mill).order_by("pk").distinct()
        people = [Actor(user_id=0, person_id=one.pk, name=one.name) for one in rows]
    assert len(people) == PEOPLE

    def scan(actor: Actor) -> None:
        try:
            come(actor, story.case_id, code, now=story.now + timedelta(seconds=5))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as phones:
        list(phones.map(scan, [one for one in people for _click in range(2)]))

    with scoped(BUILDER):
        came = list(Attendance.objects.values_list("member__person", "is_by_code"))
        assert sorted(came) == [(one.person_id, True) for one in people]
        assert Event.objects.filter(kind="congress.came_by_code").count() == PEOPLE
    assert "已达到" in picture(story)


@pytest.mark.django_db(transaction=True)
def test_what_a_delegate_may_do_once_is_done_once_of_three_presses_at_the_same_moment() -> None:
    """Each press is a request with a key of its own: reading, coming at the desk, the floor, a proposal, a signature."""
    story, code = gathered(build_small_city(), 5)
    with scoped(BUILDER):
        term = CongressSession.objects.get(case=story.case_id).term.case_id
    of_term = Story(story.city, term, story.now)
    author, signer = (Actor(user_id=0, person_id=one.person_id, name=one.name) for one in seat_delegates(of_term, 2))
    case, now = story.case_id, story.now
    with scoped(BUILDER):
        member = SittingMember.objects.get(person=signer.person_id).pk

    assert _thrice(lambda: confirm_read(author, case, now=now)) == 3
    assert _thrice(lambda: story.make("check_in", {"members": [member]})) >= 1
    come(author, case, code, now=now)
    came(story, 3).make("call_to_order")
    assert _thrice(lambda: ask_to_speak(author, case, now=now)) == 3
    assert _thrice(lambda: withdraw_speech(author, case, now=now)) == 1
    heat = Text(title="纺纱车间加装降温设备", reason="夏季车间温度过高", measure="加装水帘和排风扇")
    assert _thrice(lambda: propose(author, heat, key=uuid4(), now=now)) == 1
    with scoped(BUILDER):
        proposal = Proposal.objects.get().case_id
    sign = partial(act_as_delegate, signer, proposal, "cosign", now=now, data={"version": 1})
    assert _thrice(lambda: sign(key=uuid4())) == 1

    call_session(of_term, "2026-12-20").make("collect_topics", {"text": "请建议议题", "topics_until": "2026-12-10"})
    topic = {"title": "夜班供餐", "reason": "没有热饭"}
    assert _thrice(lambda: suggest_topic(author, of_term.case_id, now=now, data=topic)) == 3
    with scoped(BUILDER):
        assert TopicSuggestion.objects.count() == 1

    with scoped(BUILDER):
        kinds = ("congress.texts_read", "congress.speech_asked", "congress.speech_withdrawn")
        assert [Event.objects.filter(kind=kind).count() for kind in kinds] == [1, 1, 1]
        assert (CoSignature.objects.count(), Speech.objects.count()) == (1, 1)
        assert Attendance.objects.filter(member=member).count() == 1
        assert Receipt.objects.filter(read_at__isnull=False).count() == 1


def _thrice(act: Callable[[], object]) -> int:
    """How many of three at the same moment were done; the others were refused with a sentence."""
    start = threading.Barrier(3)

    def press(_: int) -> bool:
        start.wait()
        try:
            act()
        except (Refused, InvalidInput):
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(3) as presses:
        return sum(presses.map(press, range(3)))
