"""The inbox: a line reaches whoever holds the post on that day, and nobody else reads it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from zhijia.engines.messages.models import Message
from zhijia.engines.messages.queries import mark_read, messages_of, unread_by
from zhijia.engines.messages.sending import Line, send
from zhijia.organisation.models import PostHolding
from zhijia.organisation.scopes import NOBODY, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_person

pytestmark = pytest.mark.database


def line_to(figure: Figure, text: str = "请接受任务") -> Line:
    assert figure.post is not None
    return Line(figure.post.pk, 7, "plans.task.accept", text)


def texts_of(figure: Figure) -> list[str]:
    with scoped(figure.actor):
        return [message.text for message in messages_of(figure.actor)]


def test_a_post_far_outside_the_senders_scope_is_reached(city: SmallCity) -> None:
    with scoped(city.town_cadre.actor):
        sent = send([line_to(city.stranger)], now=NOW, today=TODAY)

    assert sent == 1
    assert texts_of(city.stranger) == ["请接受任务"]


def test_nobody_reads_another_persons_messages(city: SmallCity) -> None:
    send([line_to(city.county_cadre)], now=NOW, today=TODAY)

    assert texts_of(city.county_leader) == []
    with scoped(city.leader.actor):
        assert not Message.objects.exists()


def test_the_sender_is_left_out_of_what_he_caused(city: SmallCity) -> None:
    sent = send([line_to(city.chair)], now=NOW, today=TODAY, not_to=city.chair.person.pk)

    assert sent == 0


def test_holder_and_deputy_both_get_the_line_and_a_former_holder_does_not(city: SmallCity) -> None:
    with scoped(BUILDER):
        PostHolding.objects.filter(post=city.county_cadre.post).update(to_on=TODAY)
        successor, successor_user = make_person("新干事", home=city.north)
        deputy, deputy_user = make_person("代干事", home=city.north)
        assert city.county_cadre.post is not None
        PostHolding.objects.create(post=city.county_cadre.post, person=successor, from_on=TODAY)
        PostHolding.objects.create(
            post=city.county_cadre.post, person=deputy, kind="deputy", from_on=TODAY, to_on=TODAY + timedelta(days=1)
        )

    sent = send([line_to(city.county_cadre)], now=NOW, today=TODAY)

    assert sent == 2
    for user in (successor_user, deputy_user):
        actor = load_actor(user, today=TODAY)
        with scoped(actor):
            assert unread_by(actor).count() == 1
    assert texts_of(city.county_cadre) == []


def test_reading_marks_only_ones_own_lines(city: SmallCity) -> None:
    send([line_to(city.chair), line_to(city.county_cadre)], now=NOW, today=TODAY)

    with scoped(city.chair.actor):
        assert mark_read(city.chair.actor, now=NOW) == 1
        assert unread_by(city.chair.actor).count() == 0
    with scoped(city.county_cadre.actor):
        assert unread_by(city.county_cadre.actor).count() == 1


def test_the_newest_comes_first(city: SmallCity) -> None:
    for n in range(3):
        send([line_to(city.chair, f"第{n}条")], now=NOW + timedelta(minutes=n), today=TODAY)

    assert texts_of(city.chair) == ["第2条", "第1条", "第0条"]


def test_nothing_is_written_past_the_door(city: SmallCity) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        scoped(city.chair.actor),
    ):
        Message.objects.create(person=city.chair.person, kind="x", text="伪造", sent_at=NOW)


def test_a_visitor_has_no_inbox(city: SmallCity) -> None:
    send([line_to(city.chair)], now=NOW, today=TODAY)

    with scoped(NOBODY), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inbox_message")
        assert cursor.fetchone() == (0,)
        assert unread_by(NOBODY).count() == 0


def test_an_overlong_line_is_cut_and_no_line_sends_nothing(city: SmallCity) -> None:
    assert send([], now=NOW, today=TODAY) == 0

    send([line_to(city.chair, "长" * 400)], now=NOW, today=TODAY)

    assert texts_of(city.chair) == ["长" * 300]
