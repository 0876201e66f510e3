"""Everybody scans the code of the hall in the same minute, and many press twice: each is counted once, none is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from zhijia.organisation.models import Person
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, build_small_city
from zhijia.services.congress.attending.acts import come
from zhijia.services.congress.sessions.models import Attendance
from zhijia.services.congress.tests.test_attending import gathered, picture
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
