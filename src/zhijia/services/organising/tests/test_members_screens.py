"""The register of members on its pages: entered one by one and many at once, moved on, left, and found again."""

import pytest
from django.urls import reverse

from zhijia.organisation.models import Employment, Membership
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    LONG_AGO,
    SmallCity,
    make_person,
    make_union,
)

DAYS = {"approved_on": "2024-03-01", "from_on": "2024-03-01"}


def url(name: str, *args: object) -> str:
    return reverse(f"organising:{name}", args=args)


def the_membership() -> Membership:
    with scoped(BUILDER):
        return Membership.objects.select_related("person").order_by("-pk")[0]


def join_worker(city: SmallCity) -> Membership:
    given = {"union": str(city.mill_union.pk), **DAYS}
    sent = city.chair.client().post(url("join_person", city.worker.person.pk), given)
    assert sent.status_code == 302
    return the_membership()


def test_a_chair_enters_a_member_and_both_pages_show_her(city: SmallCity) -> None:
    membership, client = join_worker(city), city.chair.client()

    page = client.get(url("person", city.worker.person.pk)).content.decode()
    register = client.get(url("members"), {"under": city.mill_union.pk}).content.decode()
    union = client.get(url("union", city.mill_union.pk)).content.decode()
    again = client.post(url("join_person", city.worker.person.pk), {"union": str(city.mill_union.pk), **DAYS})

    assert membership.person.card_number in page
    assert "青小工" in register
    assert "1 人" in union
    assert again.status_code == 422
    assert "每人只有一个会籍" in again.content.decode()


def test_employees_of_the_covered_enterprise_join_at_once_and_only_those_chosen(city: SmallCity) -> None:
    with scoped(BUILDER):
        others = [make_person(f"织女{n}", home=city.mill_union)[0] for n in range(3)]
        for person in others:
            Employment.objects.create(person=person, enterprise=city.mill, from_on=LONG_AGO)
        elsewhere, _account = make_person("独行客", home=city.mill_union)
        Employment.objects.create(person=elsewhere, enterprise=city.lone, from_on=LONG_AGO)
    client, enter = city.chair.client(), url("join_many", city.mill_union.pk)
    page = client.get(enter).content.decode()
    chosen = [str(person.pk) for person in others[:2]]

    forged = client.post(enter, {"people": [*chosen, str(elsewhere.pk)], **DAYS})
    sent = client.post(enter, {"people": chosen, **DAYS}, follow=True)
    repeated = client.post(enter, {"people": chosen, **DAYS})

    assert ("织女2" in page, "独行客" in page) == (True, False)
    assert (forged.status_code, repeated.status_code) == (422, 422)
    assert "2 人已入会" in sent.content.decode()
    with scoped(BUILDER):
        assert sorted(Membership.objects.values_list("person", flat=True)) == sorted(person.pk for person in others[:2])


@pytest.mark.parametrize(
    ("verb", "given", "ended_as"),
    [
        ("withdraw", {"application": "书面申请，交小组长"}, "withdrawn"),
        ("expel", {"decision": "会员大会决定除名"}, "expelled"),
        ("death", {"source": "家属来电告知"}, "deceased"),
        (
            "lapse",
            {"idle_since": "2026-01-05", "persuaded_on": "2026-07-01", "persuasion": "小组长面谈，不愿再交"},
            "lapsed",
        ),
    ],
)
def test_who_leaves_stays_in_the_register_of_those_who_left(
    city: SmallCity, verb: str, given: dict[str, str], ended_as: str
) -> None:
    membership, client = join_worker(city), city.chair.client()

    sent = client.post(url("change_membership", membership.pk, verb), {"on": "2026-11-20", **given})
    again = client.post(url("change_membership", membership.pk, verb), {"on": "2026-11-20", **given})
    left = client.get(url("members"), {"show": "left"}).content.decode()

    assert (sent.status_code, again.status_code) == (302, 422)
    assert the_membership().ended_as == ended_as
    assert "青小工" in left
    assert "青小工" not in client.get(url("members")).content.decode()


def test_a_form_shows_a_record_that_is_filled_in_by_its_name(city: SmallCity) -> None:
    membership = join_worker(city)

    form = city.chair.client().get(url("change_membership", membership.pk, "retain")).content.decode()

    assert f'name="union_text" value="{city.mill_union.name}"' in form


def test_a_membership_is_retained_resumed_regrouped_and_transferred(city: SmallCity) -> None:
    membership, client = join_worker(city), city.city_cadre.client()
    with scoped(BUILDER):
        group = make_union("前纺小组", parent=city.mill_union, kind=UnionKind.GROUP)
    days = {"on": "2026-11-20", "approved_on": "2026-11-20", "reason": "退休"}
    steps = [
        ("retain", {"union": str(city.north_town.pk), **days}),
        ("resume", {"union": str(city.mill_union.pk), **days}),
        ("group", {"group": str(group.pk)}),
        ("transfer", {"union": str(city.pier_union.pk), **days}),
    ]
    for verb, given in steps:
        assert client.post(url("change_membership", membership.pk, verb), given).status_code == 302, verb
        membership = the_membership()
        if verb == "retain":
            assert "青小工" in client.get(url("members"), {"show": "retained"}).content.decode()
        if verb == "group":
            assert membership.group_id == group.pk
    south = city.south_chair.client().get(url("person", city.worker.person.pk)).content.decode()
    gone = city.chair.client().get(url("members"), {"show": "left"}).content.decode()

    assert "长堤船务工会委员会" in south
    assert "青禾纺织工会委员会" in south, "the new union reads where she belonged before"
    assert "青小工" in gone
    assert city.chair.client().get(url("person", city.worker.person.pk)).status_code == 404
    assert client.get(url("change_membership", membership.pk, "nonsense")).status_code == 404
