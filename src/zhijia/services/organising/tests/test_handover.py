"""A post is handed over on a day: one holder after the other, the open work with it, and the successor is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.queries import todos_of
from zhijia.engines.cases.tests.conftest import case, flow
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.engines.messages.models import Message
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import hand_over
from zhijia.organisation.models import PostHolding
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, make_person

__all__ = ["case", "flow"]


def test_what_awaited_the_post_awaits_its_successor_who_is_told_how_much(city: SmallCity, flow: Flow) -> None:
    waiting = open_supply(city, flow)
    make(waiting, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        successor, user = make_person("新干事", home=city.north)
    post = city.county_cadre.post
    assert post is not None
    client, url = city.leader.client(), reverse("organising:hand_over", args=[post.pk])

    assert waiting.title in client.get(url).content.decode()
    answer = client.post(url, {"person": successor.pk, "on": timezone.localdate().isoformat()})

    assert answer.status_code == 302
    after = load_actor(user, today=timezone.localdate())
    with scoped(after):
        assert [todo.case_id for todo in todos_of(after)] == [waiting.pk]
    assert load_actor(city.county_cadre.user, today=timezone.localdate()).post is None
    with scoped(after):
        told = Message.objects.get(kind="cases.handed_over")
    assert told.text.endswith("· 1")


def test_one_holder_ends_on_the_day_the_other_begins_and_neither_alone(city: SmallCity) -> None:
    post, on = city.town_cadre.post, TODAY + timedelta(days=7)
    assert post is not None
    with scoped(BUILDER):
        successor, _user = make_person("新柳干事", home=city.north_town)

    with scoped(city.county_leader.actor):
        hand_over(city.county_leader.actor, post, successor, on=on, now=NOW)

    with scoped(BUILDER):
        before, later = PostHolding.objects.filter(post=post).order_by("from_on")
    assert (before.to_on, later.from_on, later.person_id) == (on, on, successor.pk)


@pytest.mark.parametrize(
    ("who", "days", "sentence"),
    [
        ("same", 1, "现在就担任"),
        ("new", -3000, "晚于现任"),
        ("actor", 1, "不能给自己任职"),
    ],
)
def test_a_handover_that_cannot_be_changes_nothing(city: SmallCity, who: str, days: int, sentence: str) -> None:
    post = city.town_cadre.post
    assert post is not None
    with scoped(BUILDER):
        new, _user = make_person("某某", home=city.north_town)
    people = {"same": city.town_cadre.person, "new": new, "actor": city.county_leader.person}

    with scoped(city.county_leader.actor), pytest.raises(Refused, match=sentence):
        hand_over(city.county_leader.actor, post, people[who], on=TODAY + timedelta(days=days), now=NOW)

    with scoped(BUILDER):
        assert PostHolding.objects.get(post=post).to_on is None
