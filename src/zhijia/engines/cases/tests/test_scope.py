"""Who sees a case and whose desk it lies on: the post decides, not the person; a stranger sees nothing at all."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection
from django.http import Http404

from zhijia.engines.cases.flow import Flow, Turn
from zhijia.engines.cases.models import Awaits, Case, CaseShare, Clock, Correction, Request
from zhijia.engines.cases.queries import (
    Place,
    cases_visible_to,
    find_cases,
    get_case,
    get_clock,
    moves_open_to,
    place_of,
    todos_of,
)
from zhijia.engines.cases.tests.supply import awaited_on, make
from zhijia.engines.documents.models import Attachment
from zhijia.organisation.models import PostHolding, User
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_person
from zhijia.trail.models import Event

pytestmark = pytest.mark.database
TABLES = ["cases_case", "cases_awaits", "cases_clock", "cases_correction", "cases_request", "documents_attachment"]
MODELS = [Case, Awaits, Clock, Correction, Request, Attachment, Event]


@pytest.fixture
def under_review(city: SmallCity, case: Case) -> Case:
    make(case, "submit", city.town_cadre.actor)
    return case


def sees(actor: Actor, case: Case) -> bool:
    with scoped(actor):
        return cases_visible_to(actor).filter(pk=case.pk).exists()


def desk_of(actor: Actor) -> list[str]:
    with scoped(actor):
        return [todo.verb for todo in todos_of(actor)]


@pytest.mark.parametrize(
    ("name", "is_seen"),
    [
        ("leader", True),
        ("city_cadre", True),
        ("county_cadre", True),
        ("town_cadre", True),
        ("stranger", False),
        ("south_chair", False),
        ("chair", False),
        ("bureau_officer", False),
        ("worker", False),
    ],
)
def test_a_case_is_seen_at_its_union_and_above(city: SmallCity, under_review: Case, name: str, is_seen: bool) -> None:
    figure: Figure = getattr(city, name)

    assert sees(figure.actor, under_review) is is_seen


def test_a_stranger_finds_nothing_by_any_query(city: SmallCity, under_review: Case) -> None:
    actor = city.stranger.actor
    with scoped(BUILDER):
        clock = Clock.objects.get(case=under_review)

    with scoped(actor):
        assert find_cases(actor, "安全帽", most=5) == []
        assert not todos_of(actor).exists()
        assert _places(under_review) == []
        assert awaited_on(under_review, today=TODAY) == []
        for question in (lambda: get_case(actor, under_review.pk), lambda: get_clock(actor, clock.pk)):
            with pytest.raises(Http404):
                question()


def test_a_stranger_sees_no_row_by_raw_sql_either(city: SmallCity, under_review: Case) -> None:
    with scoped(city.stranger.actor), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT count(*) FROM trail_event WHERE subject_type = 'cases.case'")
        assert cursor.fetchone() == (0,)


def test_a_stranger_changes_no_row_by_raw_sql(city: SmallCity, under_review: Case) -> None:
    with scoped(city.stranger.actor), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_awaits SET due_on = '2000-01-01'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM cases_clock")
        assert cursor.rowcount == 0


def test_without_a_scope_the_database_shows_nothing(city: SmallCity, under_review: Case) -> None:
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,), model


def test_a_shared_case_is_seen_with_the_names_of_its_union_and_of_whom_it_awaits(
    city: SmallCity, under_review: Case
) -> None:
    with scoped(BUILDER):
        CaseShare.objects.create(case=under_review, union=city.south)

    actor = city.stranger.actor
    with scoped(actor):
        assert get_case(actor, under_review.pk) == under_review
        assert place_of(get_case(actor, under_review.pk)) == Place("柳湾镇总工会")
        (awaited,) = awaited_on(under_review, today=TODAY)
        assert (awaited.union, awaited.holders) == ("北塘区总工会", "北干事")


def test_nobody_shares_to_herself_a_case_that_she_does_not_see(city: SmallCity, under_review: Case) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), scoped(city.stranger.actor):
        CaseShare.objects.create(case_id=under_review.pk, union=city.south)


def test_a_shared_case_is_not_shared_on(city: SmallCity, under_review: Case) -> None:
    with scoped(BUILDER):
        CaseShare.objects.create(case=under_review, union=city.south)

    with pytest.raises(ProgrammingError, match="row-level security"), scoped(city.stranger.actor):
        CaseShare.objects.create(case_id=under_review.pk, union=city.south_town)


def test_a_support_post_of_another_county_has_the_shared_case_on_its_desk(city: SmallCity, under_review: Case) -> None:
    assert city.stranger.post is not None
    with scoped(BUILDER):
        CaseShare.objects.create(case=under_review, union=city.south)
        Awaits.objects.create(
            case=under_review, verb="report", union=city.south, post=city.stranger.post, since=NOW, due_on=TODAY
        )

    assert desk_of(city.stranger.actor) == ["report"]


def test_todos_follow_the_post_when_it_is_handed_over(city: SmallCity, under_review: Case) -> None:
    assert desk_of(city.county_cadre.actor) == ["approve"]

    successor = hand_over(city, city.county_cadre, on=TODAY)

    assert desk_of(load_actor(successor, today=TODAY)) == ["approve"]
    assert desk_of(load_actor(city.county_cadre.user, today=TODAY)) == []


def test_a_deputy_sees_the_posts_todos_while_she_deputises(city: SmallCity, under_review: Case) -> None:
    assert city.county_cadre.post is not None
    with scoped(BUILDER):
        person, user = make_person("代干事", home=city.north)
        PostHolding.objects.create(
            post=city.county_cadre.post,
            person=person,
            kind="deputy",
            from_on=TODAY,
            to_on=TODAY + timedelta(days=7),
        )

    assert desk_of(load_actor(user, today=TODAY)) == ["approve"]
    assert desk_of(load_actor(user, today=TODAY + timedelta(days=7))) == []
    with scoped(BUILDER):
        assert awaited_on(under_review, today=TODAY)[0].holders == "北干事、代干事"


def test_a_role_at_a_union_is_asked_of_every_post_with_it(city: SmallCity, case: Case) -> None:
    assert desk_of(city.town_cadre.actor) == ["submit"]
    assert desk_of(city.county_cadre.actor) == []


def test_moves_on_offer_are_those_that_would_be_let_through(city: SmallCity, flow: Flow, under_review: Case) -> None:
    offered = {}
    for figure in (city.county_cadre, city.town_cadre, city.county_leader):
        turn = Turn(under_review, flow.record_of(under_review), figure.actor, NOW, TODAY)
        with scoped(figure.actor):
            under_review.refresh_from_db()
            offered[figure.person.name] = {move.verb for move in moves_open_to(figure.actor, turn, flow)}

    assert offered == {"北干事": {"approve", "send_back", "reject"}, "柳干事": set(), "北主席": set()}


def _places(case: Case) -> Sequence[object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_places(ARRAY[%s])", [case.pk])
        return list(cursor.fetchall())


def hand_over(city: SmallCity, figure: Figure, *, on: date) -> User:
    with scoped(BUILDER):
        PostHolding.objects.filter(post=figure.post, to_on=None).update(to_on=on)
        person, user = make_person("新干事", home=city.north)
        assert figure.post is not None
        PostHolding.objects.create(post=figure.post, person=person, from_on=on)
    return user
