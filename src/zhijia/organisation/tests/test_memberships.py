"""Who belongs to which union: joined once, carried along, left once; what was stays readable and nobody rewrites it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from zhijia.lib.member_cards import is_card_number
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import change_union, employ
from zhijia.organisation.actions.households import form_household, join_household, leave_household
from zhijia.organisation.actions.memberships import (
    Idleness,
    Joining,
    Renewal,
    expel,
    join,
    join_all,
    lapse,
    merge_members,
    move_group,
    record_death,
    resume,
    retain,
    take_back,
    transfer,
    withdraw,
)
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.models import Employment, Household, HouseholdMember, Membership, Person, Union
from zhijia.organisation.models.households import Relation
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    TODAY,
    SmallCity,
    make_person,
    make_union,
)
from zhijia.trail.models import Event

JOINED = date(2024, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)


def joining(city: SmallCity, **changes: object) -> Joining:
    plain = Joining(city.worker.person, city.mill_union, approved_on=JOINED, from_on=JOINED)
    return replace(plain, **changes)  # type: ignore[arg-type]


def join_worker(city: SmallCity, actor: Actor | None = None, **changes: object) -> Membership:
    actor = actor or city.chair.actor
    with scoped(actor):
        return join(actor, joining(city, **changes), now=NOW)


def renewal(union: Union, **changes: object) -> Renewal:
    return replace(Renewal(union, TODAY, TODAY, "劳动关系变动"), **changes)  # type: ignore[arg-type]


def spans(city: SmallCity) -> list[tuple[str, str, str]]:
    with scoped(BUILDER):
        rows = Membership.objects.filter(person=city.worker.person).select_related("union").order_by("pk")
        return [(row.union.name, row.standing, row.ended_as) for row in rows]


def kinds(person: Person) -> list[str]:
    with scoped(BUILDER):
        rows = Event.objects.filter(subject_type="organisation.person", subject_id=person.pk).order_by("pk")
        return [event.kind.removeprefix("organisation.") for event in rows]


@pytest.mark.parametrize(
    ("by", "may"),
    [
        ("chair", True),
        ("town_cadre", True),
        ("leader", True),
        ("research", False),
        ("worker", False),
        ("stranger", False),
    ],
)
def test_whoever_keeps_the_union_makes_members(city: SmallCity, by: str, may: bool) -> None:
    actor = getattr(city, by).actor
    if not may:
        with pytest.raises(Refused, match="不能维护"):
            join_worker(city, actor)
        return
    membership = join_worker(city, actor)
    with scoped(BUILDER):
        person = Person.objects.get(pk=city.worker.person.pk)

    assert (membership.path, membership.joined_on, membership.name) == (city.mill_union.path, JOINED, "青小工")
    assert is_card_number(person.card_number)
    assert kinds(person) == ["member_joined"]


def test_me_01_a_person_with_two_jobs_is_one_member(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    join_worker(city)
    with scoped(actor):
        employ(actor, person=city.worker.person, enterprise=city.lone, from_on=TODAY, now=NOW)
    with pytest.raises(Refused, match="自 2024年3月1日 起已是“青禾纺织工会委员会”的会员") as refusal:
        join_worker(city, actor, union=city.north_town)

    assert refusal.value.rule == "ME-01"
    with scoped(BUILDER):
        assert Membership.objects.filter(to_on=None).count() == 1


@pytest.mark.parametrize(
    ("approved_on", "from_on", "words"),
    [(JOINED, JOINED - timedelta(days=1), "不能早于批准"), (TODAY, TODAY + timedelta(days=1), "还没有到")],
)
def test_me_03_membership_counts_from_its_approval(
    city: SmallCity, approved_on: date, from_on: date, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        join_worker(city, approved_on=approved_on, from_on=from_on)


def test_a_group_belongs_to_the_union_and_keeps_the_record(city: SmallCity) -> None:
    with scoped(BUILDER):
        group = make_union("前纺小组", parent=city.mill_union, kind=UnionKind.GROUP)
    with pytest.raises(Refused, match="不是“长堤船务工会委员会”的"):
        join_worker(city, BUILDER, union=city.pier_union, group=group)
    membership = join_worker(city, group=group)
    actor = city.chair.actor
    with scoped(actor):
        person = Person.objects.get(pk=city.worker.person.pk)
        assert (membership.path, person.path) == (group.path, group.path)
        move_group(actor, membership, group=None, now=NOW)
        membership.refresh_from_db()
        person.refresh_from_db()

    assert (membership.path, person.path) == (city.mill_union.path, city.mill_union.path)
    assert kinds(person) == ["member_joined", "member_regrouped"]


def test_a_transfer_ends_one_span_begins_the_next_and_takes_the_record_along(city: SmallCity) -> None:
    membership, actor = join_worker(city), city.city_cadre.actor
    with scoped(actor):
        household = form_household(actor, city.worker.person, from_on=JOINED, now=NOW)
        fresh = transfer(actor, membership, renewal(city.pier_union), now=NOW)
        with pytest.raises(Refused, match="已于 2026年11月20日 结束（转出）"):
            transfer(actor, membership, renewal(city.pier_union), now=NOW)
    with scoped(city.south_chair.actor):
        person = Person.objects.get(pk=city.worker.person.pk)
        history = list(person.memberships.order_by("pk"))
        household.refresh_from_db()
    with scoped(city.chair.actor):
        left = Membership.objects.get(person=city.worker.person)
        assert not Person.objects.filter(pk=person.pk).exists()

    assert [row.pk for row in history] == [membership.pk, fresh.pk]
    assert (fresh.joined_on, fresh.from_on, left.to_on) == (JOINED, TODAY, TODAY)
    assert (left.name, left.ended_as, person.path) == ("青小工", "transferred", city.pier_union.path)
    assert household.path == city.pier_union.path


def test_nobody_takes_a_member_out_of_a_union_that_is_not_below_her(city: SmallCity) -> None:
    membership = join_worker(city)
    for actor in (city.south_chair.actor, city.stranger.actor, city.chair.actor):
        with scoped(actor), pytest.raises((Refused, Membership.DoesNotExist)):
            transfer(actor, membership, renewal(city.pier_union), now=NOW)
    query = "SELECT organisation_renew_members(%s, %s, NULL, 'active', %s, %s, 'transferred', 'x')"
    with pytest.raises(DatabaseError, match="scope"), scoped(city.south_chair.actor), connection.cursor() as cursor:
        cursor.execute(query, [[membership.pk], city.pier_union.pk, TODAY, TODAY])

    assert spans(city) == [("青禾纺织工会委员会", "active", "")]


def test_membership_is_retained_at_a_superior_and_resumed(city: SmallCity) -> None:
    """ME-07, OR-13: the retained stand in a standing of their own, so that they neither pay nor vote."""
    membership, actor = join_worker(city), city.county_cadre.actor
    with scoped(actor):
        with pytest.raises(Refused, match="没有保留"):
            resume(actor, membership, renewal(city.mill_union), now=NOW)
        kept = retain(actor, membership, renewal(city.north_town, reason="单位关闭"), now=NOW)
        with pytest.raises(Refused, match="已经是保留"):
            retain(actor, kept, renewal(city.north_town), now=NOW)
        resume(actor, kept, renewal(city.mill_union), now=NOW)

    assert spans(city) == [
        ("青禾纺织工会委员会", "active", "retained"),
        ("柳湾镇总工会", "retained", "resumed"),
        ("青禾纺织工会委员会", "active", ""),
    ]


@pytest.mark.parametrize(
    ("since", "persuaded_on", "words", "sentence"),
    [
        (date(2026, 5, 21), YESTERDAY, "车间主任面谈，本人不愿再交", "最早 2026年11月21日"),
        (date(2026, 5, 20), YESTERDAY, "", "教育劝说"),
        (date(2026, 5, 20), date(2026, 5, 19), "车间主任面谈，本人不愿再交", "劝说应在"),
        (date(2026, 5, 20), YESTERDAY, "车间主任面谈，本人不愿再交", ""),
    ],
)
def test_me_06_a_membership_lapses_after_six_months_and_persuasion(
    city: SmallCity, since: date, persuaded_on: date, words: str, sentence: str
) -> None:
    membership, actor = join_worker(city), city.chair.actor
    idleness = Idleness(since, persuaded_on, words)
    with scoped(actor):
        if sentence:
            with pytest.raises(Refused, match=sentence):
                lapse(actor, membership, idleness, on=TODAY, now=NOW)
            return
        lapse(actor, membership, idleness, on=TODAY, now=NOW)

    assert spans(city) == [("青禾纺织工会委员会", "active", "lapsed")]


def test_who_left_may_join_again_and_keeps_card_and_first_day(city: SmallCity) -> None:
    membership, actor = join_worker(city), city.chair.actor
    with scoped(actor):
        card = Person.objects.get(pk=city.worker.person.pk).card_number
        with pytest.raises(Refused, match="退会申请"):
            withdraw(actor, membership, on=TODAY, application="", now=NOW)
        withdraw(actor, membership, on=TODAY, application="11月20日书面申请", now=NOW)
    with pytest.raises(Refused, match="早于上一段"):
        join_worker(city, approved_on=YESTERDAY, from_on=YESTERDAY)
    again = join_worker(city, approved_on=TODAY, from_on=TODAY)
    with scoped(actor):
        assert Person.objects.get(pk=city.worker.person.pk).card_number == card

    assert again.joined_on == JOINED


def test_the_dead_end_their_jobs_and_do_not_join_again(city: SmallCity) -> None:
    membership, actor = join_worker(city), city.chair.actor
    with scoped(actor):
        record_death(actor, membership, on=TODAY, source="家属来电告知", now=NOW)
        assert Employment.objects.get(person=city.worker.person).to_on == TODAY
    with pytest.raises(Refused, match="已登记去世"):
        join_worker(city, approved_on=TODAY, from_on=TODAY)

    assert kinds(city.worker.person) == ["member_joined", "member_died", "employment_ended"]


def test_a_sheet_tells_of_each_what_became_of_it(city: SmallCity) -> None:
    with scoped(BUILDER):
        others = [make_person(f"甲乙{n}", home=city.mill_union)[0] for n in range(3)]
    join_worker(city)
    actor = city.chair.actor
    rows = [joining(city, person=person, joined_on=date(2001, 5, 4)) for person in [city.worker.person, *others]]
    with scoped(actor):
        outcomes = join_all(actor, rows, now=NOW)
        again = join_all(actor, rows, now=NOW)
        members = list(Membership.objects.select_related("person").order_by("pk"))
        expel(actor, members[1], on=TODAY, decision="会员大会决定", now=NOW)
        take_back(actor, members[2:], now=NOW)
        with pytest.raises(Refused, match="后来已经变动"):
            take_back(actor, members[1:2], now=NOW)
        third = join_all(actor, rows, now=NOW)

    assert [outcome.verdict for outcome in outcomes] == ["member", "joined", "joined", "joined"]
    assert {outcome.verdict for outcome in again} == {"member"}
    assert [row.pk for row in members] == [outcome.membership_id for outcome in outcomes]
    assert len({row.person.card_number for row in members}) == 4
    assert [row.joined_on for row in members] == [JOINED, *[date(2001, 5, 4)] * 3]
    assert [outcome.verdict for outcome in third] == ["member", "overlaps", "joined", "joined"]


def test_a_union_closes_when_every_member_has_gone_somewhere(city: SmallCity) -> None:
    """OR-31: nobody is left behind."""
    join_worker(city)
    actor = city.county_cadre.actor
    closed = replace(entry_of(city.mill_union), closed_on=TODAY)
    with scoped(actor):
        with pytest.raises(Refused, match="还有 1 名会员"):
            change_union(actor, city.mill_union, entry=closed, now=NOW)
        assert merge_members(actor, city.mill_union, renewal(city.north_town), now=NOW) == 1
        change_union(actor, city.mill_union, entry=closed, now=NOW)

    assert spans(city) == [("青禾纺织工会委员会", "active", "merged"), ("柳湾镇总工会", "active", "")]
    with scoped(BUILDER):
        city.mill_union.refresh_from_db()
    with pytest.raises(Refused, match="已于 2026年11月20日 撤销"):
        join_worker(city, city.county_cadre.actor, person=city.chair.person, union=city.mill_union)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_membership SET joined_on = '2001-01-01'",
        "UPDATE organisation_membership SET standing = 'retained'",
        "UPDATE organisation_membership SET to_on = NULL, ended_as = '', end_reason = '' WHERE to_on IS NOT NULL",
        "DELETE FROM organisation_membership WHERE to_on IS NOT NULL",
        "INSERT INTO organisation_membership (person_id, union_id, name, standing, joined_on, approved_on, from_on, basis,"
        " ended_as, end_reason, path) SELECT person_id, union_id, name, standing, joined_on, approved_on, from_on, '', '',"
        " '', '' FROM organisation_membership",
    ],
)
def test_no_statement_writes_over_history(city: SmallCity, statement: str) -> None:
    membership, actor = join_worker(city), city.county_cadre.actor
    with scoped(actor):
        retain(actor, membership, renewal(city.mill_union), now=NOW)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_household_has_one_head_and_a_person_one_household(city: SmallCity) -> None:
    actor, head, spouse = city.chair.actor, city.worker.person, city.chair.person
    with scoped(actor):
        household = form_household(actor, head, from_on=JOINED, now=NOW)
        with pytest.raises(Refused, match="只属于一个家庭"):
            form_household(actor, head, from_on=JOINED, now=NOW)
        with pytest.raises(Refused, match="已经有户主"):
            join_household(actor, household, spouse, relation=Relation.HEAD, from_on=JOINED, now=NOW)
        join_household(actor, household, spouse, relation=Relation.SPOUSE, from_on=JOINED, now=NOW)
        first, second = HouseholdMember.objects.order_by("pk")
        with pytest.raises(Refused, match="先办理其他"):
            leave_household(actor, first, on=TODAY, now=NOW)
        leave_household(actor, second, on=TODAY, now=NOW)
        leave_household(actor, first, on=TODAY, now=NOW)
    with scoped(city.worker.actor):
        assert Household.objects.get().members.count() == 1
    with scoped(city.stranger.actor):
        assert not Household.objects.exists()
