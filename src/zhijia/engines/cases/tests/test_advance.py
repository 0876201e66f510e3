"""The single door: what it lets through, what it refuses, and that the database holds without it."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case, Request
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity

pytestmark = pytest.mark.database

WAY_TO = {
    "draft": (),
    "review": ("submit",),
    "approved": ("submit", "approve"),
    "delivered": ("submit", "approve", "hand_over"),
    "rejected": ("submit", "reject"),
}
ALLOWED = {
    ("draft", "submit"),
    ("review", "send_back"),
    ("review", "approve"),
    ("review", "reject"),
    ("approved", "report"),
    ("approved", "hand_over"),
}
BY_REVIEWER = {"send_back", "approve", "reject"}
VERBS = ("submit", "send_back", "approve", "reject", "report", "hand_over")
SHORTCUTS = sorted(set(product(WAY_TO, VERBS)) - ALLOWED)


def make_as_owner(city: SmallCity, case: Case, verb: str) -> None:
    who = city.county_cadre if verb in BY_REVIEWER else city.town_cadre
    make(case, verb, who.actor, reason="不合规定", text="已到货")


def bring_to(city: SmallCity, case: Case, state: str) -> None:
    for verb in WAY_TO[state]:
        make_as_owner(city, case, verb)


def state_of(case: Case) -> str:
    with scoped(BUILDER):
        return Case.objects.get(pk=case.pk).state


def count_events(case: Case) -> int:
    with scoped(BUILDER):
        return len(timeline_of(case))


@pytest.mark.parametrize(("state", "verb"), SHORTCUTS)
def test_a_shortcut_is_refused_with_the_present_state(city: SmallCity, case: Case, state: str, verb: str) -> None:
    bring_to(city, case, state)
    before = count_events(case)

    with pytest.raises(Refused, match="该事项现在是"):
        make_as_owner(city, case, verb)

    assert state_of(case) == state
    assert count_events(case) == before


@pytest.mark.parametrize(("state", "verb"), sorted(ALLOWED))
def test_a_declared_move_is_made_with_exactly_one_event(
    city: SmallCity, case: Case, flow: Flow, state: str, verb: str
) -> None:
    bring_to(city, case, state)
    before = count_events(case)

    make_as_owner(city, case, verb)

    assert state_of(case) == (flow.move(verb).to_state or state)
    assert count_events(case) == before + 1
    with scoped(BUILDER):
        newest = timeline_of(case)[0]
    assert (newest.kind, newest.from_state) == (flow.move(verb).event.code, state)


def test_someone_else_at_the_same_union_is_refused(city: SmallCity, case: Case) -> None:
    with pytest.raises(Refused, match="指定的岗位"):
        make(case, "submit", city.county_cadre.actor)


def test_a_role_that_can_never_make_the_move_is_told_who_can(city: SmallCity, case: Case) -> None:
    with pytest.raises(Refused, match="“提交”由申领岗位办理"):
        make(case, "submit", city.county_leader.actor)


def test_a_stranger_does_not_even_find_the_case(city: SmallCity, case: Case) -> None:
    with pytest.raises(Case.DoesNotExist):
        make(case, "submit", city.stranger.actor)


def test_a_faulty_form_changes_nothing_and_keeps_what_was_typed(city: SmallCity, case: Case) -> None:
    bring_to(city, case, "review")
    before = count_events(case)

    with pytest.raises(InvalidInput) as caught:
        make(case, "send_back", city.county_cadre.actor, reason="长" * 101)

    assert caught.value.form.data["reason"] == "长" * 101
    assert state_of(case) == "review"
    assert count_events(case) == before


def test_the_application_role_may_not_change_a_state_by_itself(city: SmallCity, case: Case) -> None:
    with (
        pytest.raises(IntegrityError, match="has no event in this transaction"),
        scoped(city.town_cadre.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cases_case SET state = 'delivered' WHERE id = %s", [case.pk])


def test_an_old_event_does_not_cover_a_new_change(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    make(case, "send_back", city.county_cadre.actor, reason="缺清单")
    with scoped(BUILDER):
        old = timeline_of(case)[1].pk

    with (
        pytest.raises(IntegrityError, match="has no event in this transaction"),
        scoped(city.town_cadre.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cases_case SET state = 'review', last_event_id = %s WHERE id = %s", [old, case.pk])


def test_the_same_key_twice_does_it_once(city: SmallCity, case: Case) -> None:
    key, actor = uuid4(), city.town_cadre.actor
    with scoped(actor):
        first = advance(case.pk, "submit", actor=actor, key=key, now=NOW)
    before = count_events(case)

    with scoped(actor):
        second = advance(case.pk, "submit", actor=actor, key=key, now=NOW)

    assert second.event_id == first.event_id
    assert second.is_repeat
    assert count_events(case) == before


def test_a_key_that_was_used_for_another_move_is_refused(city: SmallCity, case: Case) -> None:
    key, actor = uuid4(), city.town_cadre.actor
    with scoped(actor):
        advance(case.pk, "submit", actor=actor, key=key, now=NOW)

    with pytest.raises(Refused, match="编号已经用于别的办理"), scoped(actor):
        advance(case.pk, "hand_over", actor=actor, key=key, now=NOW)


def test_two_people_may_use_the_same_key(city: SmallCity, case: Case) -> None:
    key = uuid4()
    for verb, who in (("submit", city.town_cadre), ("approve", city.county_cadre)):
        with scoped(who.actor):
            advance(case.pk, verb, actor=who.actor, key=key, now=NOW)

    assert state_of(case) == "approved"
    with scoped(city.town_cadre.actor):
        assert Request.objects.count() == 1


def test_numbers_of_a_kind_and_year_have_no_gap_after_a_rollback(city: SmallCity, flow: Flow) -> None:
    first = open_supply(city, flow)
    with transaction.atomic():
        open_supply(city, flow)
        transaction.set_rollback(True)
    second = open_supply(city, flow)

    assert [first.number, second.number] == ["SL-2026-000001", "SL-2026-000002"]
