"""What is doubtful in the register is found at night, each number is the length of its list, and nobody sees beyond her scope."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from zhijia.organisation.actions.memberships import Joining, join
from zhijia.organisation.models import Employment, Enterprise, Membership, Person, Union
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, NOW, TODAY, Figure, SmallCity, make_person
from zhijia.services.organising.joining.applying import apply_by_account
from zhijia.services.organising.models import OrganisingTarget, RosterFinding
from zhijia.services.organising.roster.examining import examine_roster
from zhijia.services.organising.roster.queries import list_findings, numbers_of, subject_of_check
from zhijia.services.organising.targets.hinting import list_hinted
from zhijia.trail.models import Event

AGO = date(2025, 12, 1)


def examine() -> Mapping[str, int]:
    with scoped(BUILDER):
        return examine_roster(below="", place="CN-3205", now=NOW)


def numbers(actor: Actor, *, under: int = 0) -> dict[str, int]:
    with scoped(actor):
        return numbers_of(actor, subject_of_check(actor, under), under=under).of


def test_never_looked_through_and_nothing_found_are_told_apart(city: SmallCity) -> None:
    def page(figure: Figure) -> str:
        return figure.client().get(reverse("organising:roster")).content.decode()

    assert "还没有核对过" in page(city.south_chair)
    with scoped(BUILDER):
        RosterFinding.objects.all().delete()
        examine_roster(below=city.south.path, place="CN-3205", now=NOW)
    assert "还没有核对过" not in page(city.south_chair)
    assert "还没有核对过" in page(city.chair), "another county was not looked through"
    examine()
    assert "还没有核对过" not in page(city.chair)


def member(name: str, *, union: Union, since: date = AGO, at: Enterprise | None = None, **facts: Any) -> Person:
    with scoped(BUILDER):
        person, _account = make_person(name, home=union)
        Person.objects.filter(pk=person.pk).update(**facts)
        if at:
            Employment.objects.create(person=person, enterprise=at, from_on=LONG_AGO)
        join(BUILDER, Joining(person, union, since, since), now=NOW)
    return person


def names(actor: Actor, kind: str) -> list[str]:
    with scoped(actor):
        return [row.person.name for row in list_findings(actor, kind).order_by("pk") if row.person]


def test_me_02_a_member_who_was_too_young_is_found_and_one_of_age_is_not(city: SmallCity) -> None:
    member("甲小", union=city.mill_union, born_on=AGO.replace(year=AGO.year - 16) + timedelta(days=1))
    member("乙大", union=city.mill_union, born_on=AGO.replace(year=AGO.year - 16))
    examine()

    assert names(city.chair.actor, "too_young") == ["甲小"]


def test_me_05_silence_on_a_transfer_is_pointed_out_after_five_working_days_and_is_no_consent(city: SmallCity) -> None:
    with scoped(BUILDER):
        join(BUILDER, Joining(city.worker.person, city.north_town, AGO, AGO), now=NOW)
    with scoped(city.worker.actor):
        apply_by_account(city.worker.actor, now=NOW - timedelta(days=7))
    examine()
    on_the_fifth = numbers(city.chair.actor).get("transfer_silent", 0)
    with scoped(BUILDER):
        examine_roster(below="", place="CN-3205", now=NOW + timedelta(days=3))
        held = Membership.objects.get(person=city.worker.person, to_on=None)

    assert (on_the_fifth, numbers(city.chair.actor)["transfer_silent"]) == (0, 1)
    listed = city.chair.client().get(reverse("organising:roster_list", args=["transfer_silent"]))
    assert "青小工" in listed.content.decode(), "by the name on the application: her record is elsewhere"
    assert held.union_id == city.north_town.pk, "silence is no consent"


@pytest.mark.parametrize(("days", "found"), [(60, 0), (61, 1)])
def test_me_08_a_membership_that_outlives_the_job_by_sixty_days_is_found(
    city: SmallCity, days: int, found: int
) -> None:
    person = member("丙离", union=city.mill_union, at=city.mill)
    with scoped(BUILDER):
        Employment.objects.filter(person=person).update(to_on=TODAY - timedelta(days=days))
    examine()

    assert numbers(city.chair.actor).get("left_work", 0) == found


def test_me_09_more_members_than_employees_are_found_and_as_many_are_not(city: SmallCity) -> None:
    with scoped(BUILDER):
        Enterprise.objects.filter(pk=city.mill.pk).update(headcount=1)
    member("丁一", union=city.mill_union)
    examine()
    as_many = numbers(city.chair.actor).get("too_many", 0)
    member("丁二", union=city.mill_union)
    examine()

    assert (as_many, numbers(city.chair.actor)["too_many"]) == (0, 1)


def test_me_10_a_density_that_rose_by_more_than_twenty_points_in_a_year_is_found(city: SmallCity) -> None:
    with scoped(BUILDER):
        Enterprise.objects.filter(pk=city.mill.pk).update(headcount=5)
    member("戊一", union=city.mill_union)
    examine()
    by_twenty = numbers(city.chair.actor).get("outlier", 0)
    member("戊二", union=city.mill_union)
    examine()

    assert (by_twenty, numbers(city.chair.actor)["outlier"]) == (0, 1)


def test_me_11_ten_members_of_one_firm_in_a_union_for_all_are_pointed_out_once(city: SmallCity) -> None:
    for number in range(9):
        member(f"己{'一二三四五六七八九'[number]}", union=city.north_town, at=city.lone)
        member(f"庚{'一二三四五六七八九'[number]}", union=city.north_town, at=city.mill)
    examine()
    nine = numbers(city.town_cadre.actor).get("founding", 0)
    member("己十", union=city.north_town, at=city.lone)
    member("庚十", union=city.north_town, at=city.mill)
    for _night in range(2):
        examine()

    with scoped(city.town_cadre.actor):
        (row,) = list_findings(city.town_cadre.actor, "founding")
        events = list(Event.objects.filter(kind="organising.founding_hinted").order_by("pk"))
    assert (nine, row.enterprise, row.figures) == (0, city.lone, {"members": 10}), "the mill has a union of its own"
    assert [(event.subject_id, event.data["members"]) for event in events] == [(city.lone.pk, 10)]
    for _delivered_twice in range(2):
        list_hinted(events[0])
    with scoped(city.town_cadre.actor):
        (target,) = OrganisingTarget.objects.select_related("case")
        waiting = set(target.case.awaits.values_list("verb", flat=True))
    assert (target.enterprise_id, target.source, target.case.state) == (city.lone.pk, "gap", "clue")
    assert waiting == {"verify", "assign"}


def test_id_09_members_whose_number_nobody_verified_are_counted_by_union(city: SmallCity) -> None:
    told: dict[str, Any] = {"phone": b"x", "phone_index": b"1"}
    member("辛一", union=city.mill_union, **told)
    member("辛二", union=city.mill_union, **told, phone_verified_at=NOW)
    member("辛三", union=city.mill_union)
    examine()

    assert numbers(city.chair.actor)["phone_unverified"] == 1
    assert numbers(city.chair.actor)["no_document"] == 3


def twins(city: SmallCity, other: Union) -> None:
    for union in (city.mill_union, other):
        member("壬同", union=union, born_on=date(1990, 1, 1))
    member("壬同", union=other, born_on=date(1991, 1, 1))


@pytest.mark.parametrize(
    ("who", "seen"), [("leader", 1), ("county_cadre", 0), ("stranger", 0), ("chair", 0), ("south_chair", 0)]
)
def test_a_pair_is_told_only_to_whoever_sees_both_records(city: SmallCity, who: str, seen: int) -> None:
    twins(city, city.pier_union)
    examine()

    figure: Figure = getattr(city, who)
    assert numbers(figure.actor).get("duplicate", 0) == seen
    with scoped(figure.actor):
        assert RosterFinding.objects.filter(kind="duplicate").count() == seen, "the database says the same"


def test_every_number_opens_a_list_of_its_length_and_a_second_night_finds_the_same(city: SmallCity) -> None:
    twins(city, city.north_town)
    member("癸小", union=city.mill_union, born_on=date(2020, 1, 1))
    client = city.county_cadre.client()
    first, second = examine(), examine()

    page = client.get(reverse("organising:roster")).content.decode()
    told = numbers(city.county_cadre.actor)
    assert first == second
    for kind, count in told.items():
        with scoped(city.county_cadre.actor):
            assert sum(row.amount for row in list_findings(city.county_cadre.actor, kind)) == count
        url = reverse("organising:roster_list", args=[kind])
        assert url in page
        assert client.get(url).status_code == 200
    assert {"duplicate", "too_young", "no_document"} <= told.keys()
    listed = client.get(reverse("organising:roster_list", args=["duplicate"])).content.decode()
    assert "比对" in listed
    for _click in range(2):
        again = client.post(f"{reverse('organising:examine_roster')}?under={city.mill_union.pk}", follow=True)
        assert "正在核对" in again.content.decode()
