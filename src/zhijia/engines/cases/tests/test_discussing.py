"""Comments and watching: seen by those who work on the case, told to whom it concerns, never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from zhijia.engines.cases.discussing import add_comment, comments_of, is_watched, unwatch, watch
from zhijia.engines.cases.models import Case, Comment
from zhijia.engines.cases.queries import todos_of
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.engines.cases.tests.supply import make, post_of
from zhijia.engines.messages.queries import messages_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import PostHolding
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    TODAY,
    Figure,
    SmallCity,
    make_contact,
    make_person,
)


def say(case: Case, figure: Figure, text: str) -> None:
    with scoped(figure.actor):
        add_comment(case, text, actor=figure.actor, now=NOW)


def kinds_told(figure: Figure) -> list[str]:
    with scoped(figure.actor):
        return [message.kind for message in messages_of(figure.actor)]


def test_a_comment_is_read_by_those_who_work_on_the_case_and_told_to_whom_it_awaits(
    city: SmallCity, case: Case
) -> None:
    make(case, "submit", city.town_cadre.actor)
    say(case, city.town_cadre, "请看清单第三页")

    with scoped(city.county_leader.actor):
        assert [row.text for row in comments_of(case)] == ["请看清单第三页"]
    assert "cases.commented" in kinds_told(city.county_cadre)
    assert "cases.commented" not in kinds_told(city.town_cadre)
    with scoped(city.stranger.actor):
        assert not Comment.objects.exists()


def test_an_outside_party_never_reads_what_cadres_say(city: SmallCity, case: Case) -> None:
    with scoped(BUILDER):
        contact = make_contact("青代表", of=city.mill, home=city.north_town)
    with scoped(city.town_cadre.actor):
        share_with_party(case, employer_party(city.mill.pk))
    say(case, city.town_cadre, "内部意见")

    with scoped(contact.actor):
        assert Case.objects.filter(pk=case.pk).exists()
        assert not Comment.objects.exists()
        with pytest.raises(Refused, match="岗位"):
            add_comment(case, "我也说一句", actor=contact.actor, now=NOW)


def test_who_is_named_and_sees_the_case_is_told(city: SmallCity, case: Case) -> None:
    say(case, city.county_cadre, "@北主席 请定夺，@青主席 @青小工 无关")

    assert kinds_told(city.county_leader) == ["cases.commented"]
    assert kinds_told(city.chair) == kinds_told(city.worker) == []


def test_a_post_that_watches_is_told_of_every_move_until_it_stops(city: SmallCity, case: Case) -> None:
    actor = city.county_leader.actor
    with scoped(actor):
        watch(case, actor=actor)
        watch(case, actor=actor)
        assert is_watched(case, actor=actor)
    make(case, "submit", city.town_cadre.actor)
    assert kinds_told(city.county_leader) == ["tests.supply.submitted"]

    with scoped(actor):
        unwatch(case, actor=actor)
    make(case, "approve", city.county_cadre.actor)

    assert kinds_told(city.county_leader) == ["tests.supply.submitted"]


@pytest.mark.parametrize(("text", "sentence"), [("  ", "请写评论"), ("长" * 1001, "最长1000字")])
def test_a_comment_says_something_and_not_too_much(city: SmallCity, case: Case, text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        say(case, city.town_cadre, text)


@pytest.mark.parametrize("statement", ["UPDATE cases_comment SET text = 'x'", "DELETE FROM cases_comment"])
def test_a_comment_is_never_changed(city: SmallCity, case: Case, statement: str) -> None:
    say(case, city.town_cadre, "说过的话")

    with (
        scoped(city.town_cadre.actor),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)


def test_the_successor_in_a_post_finds_everything_that_it_awaits(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        successor, account = make_person("新干事", home=city.north)
        PostHolding.objects.filter(post=post_of(city.county_cadre)).update(to_on=TODAY)
        PostHolding.objects.create(post=post_of(city.county_cadre), person=successor, from_on=TODAY)
    new, old = load_actor(account, today=TODAY), load_actor(city.county_cadre.user, today=TODAY)

    with scoped(new):
        assert [todo.case_id for todo in todos_of(new)] == [case.pk]
    with scoped(old):
        assert not todos_of(old).exists()
